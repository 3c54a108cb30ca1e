/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* libdeflate in one file, without the warnings that our own code is held to. */
/* gcc would take longer to optimise it than the tests take. */
#ifndef __clang__
#pragma GCC optimize("O0")
#endif
#pragma GCC diagnostic ignored "-Wcast-qual"
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wsign-compare"
#pragma GCC diagnostic ignored "-Wunused-parameter"

#include <crc32.c>
#include <deflate_decompress.c>
