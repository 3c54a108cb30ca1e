/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Classes of characters in the C locale: ASCII. */
#include <ctype.h>

/* <ctype.h> has them as inline functions too; these are for their addresses. */
#define CTYPE_FUNCTION(name)    \
	int(name)(int c)        \
	{                       \
		return name(c); \
	}

CTYPE_FUNCTION(isalnum)
CTYPE_FUNCTION(isalpha)
CTYPE_FUNCTION(isascii)
CTYPE_FUNCTION(isblank)
CTYPE_FUNCTION(iscntrl)
CTYPE_FUNCTION(isdigit)
CTYPE_FUNCTION(isgraph)
CTYPE_FUNCTION(islower)
CTYPE_FUNCTION(isprint)
CTYPE_FUNCTION(ispunct)
CTYPE_FUNCTION(isspace)
CTYPE_FUNCTION(isupper)
CTYPE_FUNCTION(isxdigit)
CTYPE_FUNCTION(toascii)
CTYPE_FUNCTION(tolower)
CTYPE_FUNCTION(toupper)
