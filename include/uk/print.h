/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Kernel messages. Callable from any layer and any context; implemented by
 * base/ukdebug (on the build machine by test/host).
 *
 * What is below the configured level costs nothing: the call is not compiled,
 * but its format and arguments are still checked.
 */
#ifndef __UK_PRINT_H__
#define __UK_PRINT_H__

#include <stdarg.h>
#include <uk/config.h>
#include <uk/essentials.h>

#ifdef __cplusplus
extern "C" {
#endif

#define KLVL_DEBUG (-1) /* what uk_printd() prints */
#define KLVL_CRIT  0	/* about to stop */
#define KLVL_ERR   1	/* something failed */
#define KLVL_WARN  2	/* something is odd */
#define KLVL_INFO  3	/* what goes on */

/* The highest level that is printed. */
#if !defined(CONFIG_LIBUKDEBUG_PRINTK)
#define KLVL_MAX (-2)
#elif defined(CONFIG_LIBUKDEBUG_PRINTK_INFO)
#define KLVL_MAX KLVL_INFO
#elif defined(CONFIG_LIBUKDEBUG_PRINTK_WARN)
#define KLVL_MAX KLVL_WARN
#elif defined(CONFIG_LIBUKDEBUG_PRINTK_CRIT)
#define KLVL_MAX KLVL_CRIT
#else
#define KLVL_MAX KLVL_ERR
#endif

/* A file that defines UK_DEBUG first gets its debug messages printed. */
#if defined(UK_DEBUG) && !defined(CONFIG_LIBUKDEBUG_PRINTD) && \
	defined(CONFIG_LIBUKDEBUG)
#define CONFIG_LIBUKDEBUG_PRINTD 1
#endif

#ifdef CONFIG_LIBUKDEBUG_PRINTD
#define _UK_PRINTD_ON 1
#else
#define _UK_PRINTD_ON 0
#endif

/* The library being compiled, as the build names it, or NULL. */
#ifdef __LIBNAME__
#define __STR_LIBNAME__ STRINGIFY(__LIBNAME__)
#else
#define __STR_LIBNAME__ ((const char *)0)
#endif

/* The file being compiled, without its folder, or NULL. */
#if !defined(CONFIG_LIBUKDEBUG_PRINT_SRCNAME)
#define __STR_BASENAME__ ((const char *)0)
#elif defined(__BASENAME__)
#define __STR_BASENAME__ STRINGIFY(__BASENAME__)
#elif defined(__FILE_NAME__)
#define __STR_BASENAME__ __FILE_NAME__
#else
#define __STR_BASENAME__ __FILE__
#endif

/*
 * base/ukdebug. libname and srcname may be NULL. A message may end in a
 * newline or be continued by the next call. Never sleeps.
 */
void _uk_vprintk(int lvl, const char *libname, const char *srcname,
		 unsigned int srcline, const char *fmt, va_list ap)
	__printf(5, 0);
void _uk_printk(int lvl, const char *libname, const char *srcname,
		unsigned int srcline, const char *fmt, ...) __printf(5, 6);
void _uk_vprintd(const char *libname, const char *srcname, unsigned int srcline,
		 const char *fmt, va_list ap) __printf(4, 0);
void _uk_printd(const char *libname, const char *srcname, unsigned int srcline,
		const char *fmt, ...) __printf(4, 5);

/*
 * Bytes to the kernel console as they are: no level, no prefix. For output
 * that has a format of its own, such as a test report.
 */
void uk_print_raw(const char *buf, __sz len);

/* Print a message at a level KLVL_CRIT to KLVL_INFO. */
#define uk_printk(lvl, fmt, ...)                                             \
	do {                                                                 \
		if ((lvl) <= KLVL_MAX)                                       \
			_uk_printk((lvl), __STR_LIBNAME__, __STR_BASENAME__, \
				   __LINE__, (fmt), ##__VA_ARGS__);          \
	} while (0)

#define uk_vprintk(lvl, fmt, ap)                                              \
	do {                                                                  \
		if ((lvl) <= KLVL_MAX)                                        \
			_uk_vprintk((lvl), __STR_LIBNAME__, __STR_BASENAME__, \
				    __LINE__, (fmt), (ap));                   \
	} while (0)

/* Print a debug message. */
#define uk_printd(fmt, ...)                                           \
	do {                                                          \
		if (_UK_PRINTD_ON)                                    \
			_uk_printd(__STR_LIBNAME__, __STR_BASENAME__, \
				   __LINE__, (fmt), ##__VA_ARGS__);   \
	} while (0)

#define uk_vprintd(fmt, ap)                                            \
	do {                                                           \
		if (_UK_PRINTD_ON)                                     \
			_uk_vprintd(__STR_LIBNAME__, __STR_BASENAME__, \
				    __LINE__, (fmt), (ap));            \
	} while (0)

/* The same, but only the first time that this line is reached. */
#define _UK_ONCE(statement)            \
	do {                           \
		static int __uk_once;  \
		if (!__uk_once) {      \
			__uk_once = 1; \
			statement;     \
		}                      \
	} while (0)

#define uk_printk_once(lvl, fmt, ...) \
	_UK_ONCE(uk_printk((lvl), (fmt), ##__VA_ARGS__))
#define uk_vprintk_once(lvl, fmt, ap) _UK_ONCE(uk_vprintk((lvl), (fmt), (ap)))
#define uk_printd_once(fmt, ...)      _UK_ONCE(uk_printd((fmt), ##__VA_ARGS__))
#define uk_vprintd_once(fmt, ap)      _UK_ONCE(uk_vprintd((fmt), (ap)))

#define uk_pr_debug(fmt, ...) uk_printd((fmt), ##__VA_ARGS__)
#define uk_pr_info(fmt, ...)  uk_printk(KLVL_INFO, (fmt), ##__VA_ARGS__)
#define uk_pr_warn(fmt, ...)  uk_printk(KLVL_WARN, (fmt), ##__VA_ARGS__)
#define uk_pr_err(fmt, ...)   uk_printk(KLVL_ERR, (fmt), ##__VA_ARGS__)
#define uk_pr_crit(fmt, ...)  uk_printk(KLVL_CRIT, (fmt), ##__VA_ARGS__)

#define uk_pr_debug_once(fmt, ...) uk_printd_once((fmt), ##__VA_ARGS__)
#define uk_pr_info_once(fmt, ...) \
	uk_printk_once(KLVL_INFO, (fmt), ##__VA_ARGS__)
#define uk_pr_warn_once(fmt, ...) \
	uk_printk_once(KLVL_WARN, (fmt), ##__VA_ARGS__)
#define uk_pr_err_once(fmt, ...) uk_printk_once(KLVL_ERR, (fmt), ##__VA_ARGS__)
#define uk_pr_crit_once(fmt, ...) \
	uk_printk_once(KLVL_CRIT, (fmt), ##__VA_ARGS__)

/* For a function that is there but does nothing yet. */
#define UK_WARN_STUBBED() uk_pr_warn_once("%s() stubbed\n", __func__)
#ifndef WARN_STUBBED
#define WARN_STUBBED() UK_WARN_STUBBED()
#endif

#ifdef __cplusplus
}
#endif

#endif /* __UK_PRINT_H__ */
