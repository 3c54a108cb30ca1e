/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Memory as text. With an address, groups of eight bytes and the ASCII column
 * (the forms with a C) it looks like hexdump -C:
 *
 *	00000000  48 65 6c 6c 6f 20 77 6f  72 6c 64 21 0a 00 00 00  |Hello ...|
 *
 * The letter behind the name says where it goes: k kernel messages, d debug
 * messages, f a file, sn a string of limited size, s a string, none: stdout.
 */
#ifndef __UK_HEXDUMP_H__
#define __UK_HEXDUMP_H__

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <uk/config.h>
#include <uk/essentials.h>
#include <uk/print.h>

#ifdef __cplusplus
extern "C" {
#endif

#define UK_HXDF_ADDR	 1 /* an address in front */
#define UK_HXDF_ASCIISEC 2 /* the characters behind */
#define UK_HXDF_GRPBYTE	 4 /* size of a group; the largest given counts */
#define UK_HXDF_GRPWORD	 8
#define UK_HXDF_GRPDWORD 16
#define UK_HXDF_GRPQWORD 32
#define UK_HXDF_COMPRESS 64 /* an asterisk for rows like the one before */

#define UK_HXDF_CANONICAL \
	(UK_HXDF_ADDR | UK_HXDF_ASCIISEC | UK_HXDF_GRPQWORD | UK_HXDF_COMPRESS)

typedef void (*uk_hexdump_out_t)(void *arg, const char *text, size_t len);

/*
 * The dump in pieces to out. addr0 is the address shown for the first byte;
 * line_prefix (or NULL) stands before each row. Returns how many characters.
 */
size_t uk_hexdump_to(uk_hexdump_out_t out, void *arg, const void *data,
		     size_t len, size_t addr0, int flags,
		     unsigned int grps_per_line, const char *line_prefix);

/*
 * Into str, terminated, at most size bytes. Returns the length that the whole
 * dump has, which may be more than what fitted.
 */
int uk_hexdumpsn(char *str, size_t size, const void *data, size_t len,
		 size_t addr0, int flags, unsigned int grps_per_line,
		 const char *line_prefix);

#define uk_hexdumps(str, data, len, addr0, flags, grps_per_line, line_prefix) \
	uk_hexdumpsn((str), SIZE_MAX, (data), (len), (addr0), (flags),        \
		     (grps_per_line), (line_prefix))
#define uk_hexdumpCsn(str, size, data, len)                                 \
	uk_hexdumpsn((str), (size), (data), (len), 0, UK_HXDF_CANONICAL, 2, \
		     NULL)
#define uk_hexdumpCs(str, data, len) uk_hexdumpCsn((str), SIZE_MAX, data, len)

void _uk_hexdumpk(int lvl, const char *libname, const char *srcname,
		  unsigned int srcline, const void *data, size_t len,
		  size_t addr0, int flags, unsigned int grps_per_line,
		  const char *line_prefix);
void _uk_hexdumpd(const char *libname, const char *srcname,
		  unsigned int srcline, const void *data, size_t len,
		  size_t addr0, int flags, unsigned int grps_per_line,
		  const char *line_prefix);

/* As messages, with the data's own address. */
#define uk_hexdumpk(lvl, data, len, flags, grps_per_line)                      \
	do {                                                                   \
		if ((lvl) <= KLVL_MAX)                                         \
			_uk_hexdumpk((lvl), __STR_LIBNAME__, __STR_BASENAME__, \
				     __LINE__, (data), (len), (size_t)(data),  \
				     (flags), (grps_per_line), NULL);          \
	} while (0)
#define uk_hexdumpd(data, len, flags, grps_per_line)                          \
	do {                                                                  \
		if (_UK_PRINTD_ON)                                            \
			_uk_hexdumpd(__STR_LIBNAME__, __STR_BASENAME__,       \
				     __LINE__, (data), (len), (size_t)(data), \
				     (flags), (grps_per_line), NULL);         \
	} while (0)
#define uk_hexdumpCk(lvl, data, len) \
	uk_hexdumpk((lvl), (data), (len), UK_HXDF_CANONICAL, 2)
#define uk_hexdumpCd(data, len) uk_hexdumpd((data), (len), UK_HXDF_CANONICAL, 2)

/* To a file: compiled where it is used, the kernel has none. */
static inline void _uk_hexdump_file_out(void *fp, const char *text, size_t len)
{
	fwrite(text, 1, len, (FILE *)fp);
}

static inline int uk_hexdumpf(FILE *fp, const void *data, size_t len,
			      size_t addr0, int flags,
			      unsigned int grps_per_line,
			      const char *line_prefix)
{
	return (int)uk_hexdump_to(_uk_hexdump_file_out, fp, data, len, addr0,
				  flags, grps_per_line, line_prefix);
}

#define uk_hexdump(data, len, addr0, flags, grps_per_line, line_prefix)       \
	uk_hexdumpf(stdout, (data), (len), (addr0), (flags), (grps_per_line), \
		    (line_prefix))
#define uk_hexdumpCf(fp, data, len) \
	uk_hexdumpf((fp), (data), (len), 0, UK_HXDF_CANONICAL, 2, NULL)
#define uk_hexdumpC(data, len) uk_hexdumpCf(stdout, (data), (len))

#ifdef __cplusplus
}
#endif

#endif /* __UK_HEXDUMP_H__ */
