/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Tracepoints:
 *
 *	UK_TRACEPOINT(trace_read, "fd=%d len=%lu", int, unsigned long);
 *
 * defines a function trace_read(int, unsigned long) that appends a record to
 * the image's trace buffer. Up to seven arguments, integers of any size,
 * pointers and strings. Without CONFIG_LIBUKDEBUG_TRACEPOINTS, or in a file
 *that neither defines UK_DEBUG_TRACE before this header nor is one of
 * CONFIG_LIBUKDEBUG_ALL_TRACEPOINTS, the function does nothing.
 *
 * A debugger reads the records: "uk trace" of support/scripts/uk-gdb.py. What
 * each tracepoint is called and how it prints stands only in the image with
 * symbols, in the sections
 *
 *	.uk_tracepoints_list	a struct uk_tracepoint_reg for each
 *	.uk_trace_keyvals	"name = value" strings about the format
 *
 * which the final image lacks.
 */
#ifndef __UK_TRACE_H__
#define __UK_TRACE_H__

#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <uk/arch/time.h>
#include <uk/config.h>
#include <uk/essentials.h>

#ifdef __cplusplus
extern "C" {
#endif

#define UK_TP_HEADER_MAGIC 0x64685254 /* TRhd */
#define UK_TP_DEF_MAGIC	   0x65645054 /* TPde */

/* A longer string is cut. */
#define __UK_TRACE_MAX_STRLEN 25

enum __uk_trace_arg_type {
	__UK_TRACE_ARG_INT = 0,
	__UK_TRACE_ARG_STRING = 1,
};

/*
 * A record: this header, then size bytes: the arguments, integers in their
 * size, strings as a byte of length and their characters.
 */
struct uk_tracepoint_header {
	uint32_t magic;
	uint32_t size;
	__nsec time;
	void *cookie; /* address of the struct uk_tracepoint_reg */
};

/* Where the next record goes, and the bytes that are left there. */
extern char *uk_trace_buffer_writep;
extern size_t uk_trace_buffer_free;

/* For the generated functions: room, an argument, the record is complete. */
char *__uk_trace_get_buff(size_t *free);
void __uk_trace_save_arg(char **pbuff, size_t *pfree,
			 enum __uk_trace_arg_type type, int size, long arg);
void __uk_trace_finalize_buff(char *new_buff_pos, void *cookie);

/* What a tracepoint is, for the debugger; arrays have nr_args entries. */
struct uk_tracepoint_reg {
	uint32_t magic;
	uint8_t nr_args;
	uint8_t sizes[7];
	uint8_t types[7];
	char name[41];
	char format[72];
};

/* ---- the macro ---- */

#if CONFIG_LIBUKDEBUG_TRACEPOINTS && \
	(CONFIG_LIBUKDEBUG_ALL_TRACEPOINTS || defined(UK_DEBUG_TRACE))
#define __UK_TRACE_ON 1
#else
#define __UK_TRACE_ON 0
#endif

/* f(1, type), f(2, type), ... */
#define __UK_TRACE_MAP0(f)
#define __UK_TRACE_MAP1(f, a)	       f(1, a)
#define __UK_TRACE_MAP2(f, a, b)       f(1, a), f(2, b)
#define __UK_TRACE_MAP3(f, a, b, c)    f(1, a), f(2, b), f(3, c)
#define __UK_TRACE_MAP4(f, a, b, c, d) f(1, a), f(2, b), f(3, c), f(4, d)
#define __UK_TRACE_MAP5(f, a, b, c, d, e) \
	f(1, a), f(2, b), f(3, c), f(4, d), f(5, e)
#define __UK_TRACE_MAP6(f, a, b, c, d, e, g) \
	f(1, a), f(2, b), f(3, c), f(4, d), f(5, e), f(6, g)
#define __UK_TRACE_MAP7(f, a, b, c, d, e, g, h) \
	f(1, a), f(2, b), f(3, c), f(4, d), f(5, e), f(6, g), f(7, h)
#define __UK_TRACE_MAP(n, f, ...) UK_CONCAT(__UK_TRACE_MAP, n)(f, ##__VA_ARGS__)

#define __UK_TRACE_PARAM(n, type) type arg##n __maybe_unused
#define __UK_TRACE_SIZE(n, type)  (uint8_t)sizeof(type)
#define __UK_TRACE_TYPE(n, type)                                    \
	(__builtin_types_compatible_p(type, const char *) ||        \
			 __builtin_types_compatible_p(type, char *) \
		 ? __UK_TRACE_ARG_STRING                            \
		 : __UK_TRACE_ARG_INT)
#define __UK_TRACE_SAVE(n, type)                                    \
	__uk_trace_save_arg(&buff, &left, __UK_TRACE_TYPE(n, type), \
			    (int)sizeof(type), (long)arg##n)

/* A parameter list, which may not be empty; a list of calls, which may. */
#define __UK_TRACE_PARAMS0()	  void
#define __UK_TRACE_PARAMS1(...)	  __UK_TRACE_MAP(1, __UK_TRACE_PARAM, __VA_ARGS__)
#define __UK_TRACE_PARAMS2(...)	  __UK_TRACE_MAP(2, __UK_TRACE_PARAM, __VA_ARGS__)
#define __UK_TRACE_PARAMS3(...)	  __UK_TRACE_MAP(3, __UK_TRACE_PARAM, __VA_ARGS__)
#define __UK_TRACE_PARAMS4(...)	  __UK_TRACE_MAP(4, __UK_TRACE_PARAM, __VA_ARGS__)
#define __UK_TRACE_PARAMS5(...)	  __UK_TRACE_MAP(5, __UK_TRACE_PARAM, __VA_ARGS__)
#define __UK_TRACE_PARAMS6(...)	  __UK_TRACE_MAP(6, __UK_TRACE_PARAM, __VA_ARGS__)
#define __UK_TRACE_PARAMS7(...)	  __UK_TRACE_MAP(7, __UK_TRACE_PARAM, __VA_ARGS__)
#define __UK_TRACE_PARAMS(n, ...) UK_CONCAT(__UK_TRACE_PARAMS, n)(__VA_ARGS__)
#define ___UK_TRACE_CALLS(...)	  ((void)0, ##__VA_ARGS__)
#define __UK_TRACE_CALLS(...)	  ___UK_TRACE_CALLS(__VA_ARGS__)

#if __UK_TRACE_ON
#define __UK_TRACEPOINT(n, reg, trace_name, fmt, ...)                         \
	static const struct uk_tracepoint_reg reg __used __section(           \
		".uk_tracepoints_list") = {                                   \
		.magic = UK_TP_DEF_MAGIC,                                     \
		.nr_args = n,                                                 \
		.sizes = {__UK_TRACE_MAP(n, __UK_TRACE_SIZE, ##__VA_ARGS__)}, \
		.types = {__UK_TRACE_MAP(n, __UK_TRACE_TYPE, ##__VA_ARGS__)}, \
		.name = #trace_name,                                          \
		.format = fmt,                                                \
	};                                                                    \
	static inline void __maybe_unused trace_name(                         \
		__UK_TRACE_PARAMS(n, ##__VA_ARGS__))                          \
	{                                                                     \
		size_t left;                                                  \
		char *buff = __uk_trace_get_buff(&left);                      \
                                                                              \
		if (!buff)                                                    \
			return;                                               \
		__UK_TRACE_CALLS(                                             \
			__UK_TRACE_MAP(n, __UK_TRACE_SAVE, ##__VA_ARGS__));   \
		__uk_trace_finalize_buff(buff, (void *)(uintptr_t)&reg);      \
	}                                                                     \
	struct uk_tracepoint_reg
#else
#define __UK_TRACEPOINT(n, reg, trace_name, fmt, ...) \
	static inline void __maybe_unused trace_name( \
		__UK_TRACE_PARAMS(n, ##__VA_ARGS__))  \
	{                                             \
	}                                             \
	struct uk_tracepoint_reg
#endif

#define ____UK_TRACEPOINT(n, trace_name, fmt, ...)                             \
	__UK_TRACEPOINT(n, UK_CONCAT(__uk_trace_reg_, trace_name), trace_name, \
			fmt, ##__VA_ARGS__)

/* Defines a tracepoint, at file scope, with a semicolon behind. */
#define UK_TRACEPOINT(trace_name, fmt, ...) \
	____UK_TRACEPOINT(UK_NARGS(__VA_ARGS__), trace_name, fmt, ##__VA_ARGS__)

#ifdef __cplusplus
}
#endif

#endif /* __UK_TRACE_H__ */
