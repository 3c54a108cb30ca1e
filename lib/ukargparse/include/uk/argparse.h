/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Cuts a command line into its words. */
#ifndef __UK_ARGPARSE__
#define __UK_ARGPARSE__

#include <uk/arch/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Cuts argb in place into at most maxcount words and points argv[] to them.
 * The text ends at its terminator or after maxlen bytes; in the latter case
 * argb[maxlen] may be written to. argv is not terminated.
 *
 * Words are separated by white space. Between quotes ('...' or "...") white
 * space and the other kind of quote are ordinary; a missing closing quote ends
 * with the text. A backslash makes a quote, a backslash or white space behind
 * it ordinary, except between single quotes; in front of anything else it is
 * ordinary itself. '' is an empty word.
 *
 * Returns the number of words. When it is maxcount there may be more text;
 * that is left out.
 */
int uk_argnparse(char *argb, __sz maxlen, char *argv[], int maxcount);

/* The same for a terminated text of any length */
#define uk_argparse(argb, argv, maxcount) \
	uk_argnparse((argb), (__sz)-1, (argv), (maxcount))

#ifdef __cplusplus
}
#endif

#endif /* __UK_ARGPARSE__ */
