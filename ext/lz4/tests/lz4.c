/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* LZ4 without the warnings that our own code is held to. */
/* gcc would take longer to optimise it than the tests take. */
#ifndef __clang__
#pragma GCC optimize("O0")
#endif
#pragma GCC diagnostic ignored "-Wcast-qual"
#pragma GCC diagnostic ignored "-Wmissing-prototypes"
#pragma GCC diagnostic ignored "-Wshadow"

#include <lz4.c>
