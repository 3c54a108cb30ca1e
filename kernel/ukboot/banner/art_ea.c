/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Extended ASCII, code page 437: full block DB, upper half DF, lower half DC */
#include "banner_priv.h"

const char banner_art[] =
	"             \xDB\xDF\xDF \xDB\xDF\xDF\xDC \xDF\xDB\xDF\n"
	"             \xDB\xDF\xDF \xDB\xDC\xDC\xDF  \xDB\n"
	"             \xDB\xDC\xDC \xDB    \xDC\xDB\xDC\n";
