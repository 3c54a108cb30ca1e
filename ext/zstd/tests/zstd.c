/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Zstandard in one file, without the warnings that our own code is held to. */
/* gcc would take longer to optimise it than the tests take. */
#ifndef __clang__
#pragma GCC optimize("O0")
#endif
#pragma GCC diagnostic ignored "-Wcast-qual"
#pragma GCC diagnostic ignored "-Wshadow"

#include "../deps.h"

#include <common/entropy_common.c>
#include <common/error_private.c>
#include <common/fse_decompress.c>
#include <common/xxhash.c>
#include <common/zstd_common.c>

#include <decompress/huf_decompress.c>
#include <decompress/zstd_ddict.c>
#include <decompress/zstd_decompress.c>
#include <decompress/zstd_decompress_block.c>
