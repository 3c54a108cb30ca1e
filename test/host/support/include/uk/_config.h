/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The configuration in which modules are tested on the build machine */
#ifndef __UK_HOST_CONFIG_H__
#define __UK_HOST_CONFIG_H__

#if defined(__x86_64__)
#define CONFIG_ARCH_X86_64 1
#elif defined(__aarch64__)
#define CONFIG_ARCH_ARM_64 1
#endif

#define CONFIG_UK_NAME			"host"
#define CONFIG_LIBUKDEBUG		1
#define CONFIG_LIBUKDEBUG_PRINTK	1
#define CONFIG_LIBUKDEBUG_PRINTK_INFO	1
#define CONFIG_LIBUKDEBUG_ENABLE_ASSERT 1
#define CONFIG_LIBUKTEST		1
#define CONFIG_LIBUKCLOCK_LINE		1
#define CONFIG_LIBUKTEST_LOG_TESTS	1
#define CONFIG_LIBUKTEST_LOG_STATS	1
#define CONFIG_LIBUKALLOC		1

#endif /* __UK_HOST_CONFIG_H__ */
