/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#ifndef __UKBOOT_EXIT_PRIV_H__
#define __UKBOOT_EXIT_PRIV_H__

#include <uk/config.h>

#if CONFIG_LIBUKTEST
#include <uk/test.h>

static inline int boot_test_status(void)
{
	return uk_test_status();
}
#else  /* !CONFIG_LIBUKTEST */
static inline int boot_test_status(void)
{
	return 0;
}
#endif /* !CONFIG_LIBUKTEST */

#endif /* __UKBOOT_EXIT_PRIV_H__ */
