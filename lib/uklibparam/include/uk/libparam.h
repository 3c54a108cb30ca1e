/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Variables of a library that the command line can set:
 *
 *	static unsigned int retries = 3;
 *	UK_LIB_PARAM(retries, unsigned int);
 *
 * and then "kernel foo.retries=5 -- arguments of the program". The library's
 * name is UK_LIBPARAM_PREFIX, which its Makefile.uk defines for its files
 * (LIBFOO_CFLAGS-y += -DUK_LIBPARAM_PREFIX=foo), else the name of the module
 * (libfoo), of which the command line may leave out "lib".
 */
#ifndef __UK_LIBPARAM_H__
#define __UK_LIBPARAM_H__

#include <stdbool.h>
#include <uk/essentials.h>

enum uk_libparam_type {
	UK_LIBPARAM_UNSIGNED,
	UK_LIBPARAM_SIGNED,
	UK_LIBPARAM_CHAR,
	UK_LIBPARAM_BOOL,
	UK_LIBPARAM_STRING,
};

struct uk_libparam {
	const char *lib;
	const char *name;
	void *addr;	       /* of the variable, or of its first element */
	unsigned short type;   /* enum uk_libparam_type */
	unsigned short size;   /* of one element */
	unsigned int capacity; /* elements; 1 unless is_array */
	unsigned int used;     /* elements that the command line has set */
	bool is_array;
};

#ifdef UK_LIBPARAM_PREFIX
#define _UK_LIBPARAM_LIB STRINGIFY(UK_LIBPARAM_PREFIX)
#else /* !UK_LIBPARAM_PREFIX */
#define _UK_LIBPARAM_LIB STRINGIFY(__LIBNAME__)
#endif /* !UK_LIBPARAM_PREFIX */

#define _UK_LIBPARAM_TYPE(type) \
	_Generic((type)0,                                                      \
		 char: UK_LIBPARAM_CHAR,                                       \
		 bool: UK_LIBPARAM_BOOL,                                       \
		 char *: UK_LIBPARAM_STRING,                                   \
		 const char *: UK_LIBPARAM_STRING,                             \
		 signed char: UK_LIBPARAM_SIGNED,                              \
		 short: UK_LIBPARAM_SIGNED,                                    \
		 int: UK_LIBPARAM_SIGNED,                                      \
		 long: UK_LIBPARAM_SIGNED,                                     \
		 long long: UK_LIBPARAM_SIGNED,                                \
		 unsigned char: UK_LIBPARAM_UNSIGNED,                          \
		 unsigned short: UK_LIBPARAM_UNSIGNED,                         \
		 unsigned int: UK_LIBPARAM_UNSIGNED,                           \
		 unsigned long: UK_LIBPARAM_UNSIGNED,                          \
		 unsigned long long: UK_LIBPARAM_UNSIGNED)

#ifdef __clang__
#define _UK_LIBPARAM_TABLE \
	__section(".uk_libparam") __used __attribute__((no_sanitize("address")))
#else /* !__clang__ */
#define _UK_LIBPARAM_TABLE __section(".uk_libparam") __used
#endif /* !__clang__ */

#define _UK_LIB_PARAM(_name, _type, _addr, _capacity, _is_array)   \
	static struct uk_libparam uk_libparam_##_name = {          \
		.lib = _UK_LIBPARAM_LIB,                           \
		.name = #_name,                                    \
		.addr = (_addr),                                   \
		.type = _UK_LIBPARAM_TYPE(_type),                  \
		.size = sizeof(_type),                             \
		.capacity = (_capacity),                           \
		.is_array = (_is_array),                           \
	};                                                         \
	static struct uk_libparam *const uk_libparam_##_name##_ptr \
		_UK_LIBPARAM_TABLE = &uk_libparam_##_name

/*
 * The variable may be set to one value. Types: integers of any size, char (a
 * character), bool, and for a string char * or const char *, which will point
 * into the command line.
 */
#define UK_LIB_PARAM(name, type)                                             \
	_Static_assert(sizeof(name) == sizeof(type), #name " is no " #type); \
	_UK_LIB_PARAM(name, type, &(name), 1, false)

#define UK_LIB_PARAM_STR(name) UK_LIB_PARAM(name, char *)

/*
 * An array: a value is a list of elements between white space, and every use
 * of the parameter goes on where the last one ended. Elements that are not
 * set keep what they have.
 */
#define UK_LIB_PARAM_ARR(name, type)                      \
	_Static_assert(sizeof((name)[0]) == sizeof(type), \
		       #name " is no array of " #type);   \
	_UK_LIB_PARAM(name, type, (name), ARRAY_SIZE(name), true)

/*
 * Takes the arguments in front of "--" as parameters: library.parameter=value.
 * The value goes to the end of the argument, whatever is in it; a bool may be
 * without one. Integers are decimal, 0x..., 0b... or 0...; bool is one of 1 y
 * yes on true, 0 n no off false. What cannot be used is reported at error
 * level and skipped, variables then keep their value; progname only serves
 * these messages and may be NULL.
 *
 * argv[] must stay in memory, strings point to it. Returns how many arguments
 * belong to the libraries, "--" included; 0 when there is no "--".
 */
int uk_libparam_parse(const char *progname, int argc, char **argv);

#endif /* __UK_LIBPARAM_H__ */
