# SPDX-License-Identifier: BSD-3-Clause
# SPDX-FileCopyrightText: The Epimetheus Authors
SRCS := decomp.c gzip.c lz4.c xxh32.c zstd.c
TESTS := tests/test_decomp.c
NEEDS := ext/libdeflate ext/lz4 ext/zstd
DEFINES := CONFIG_LIBUKDECOMP_GZIP=1 CONFIG_LIBUKDECOMP_LZ4=1 CONFIG_LIBUKDECOMP_ZSTD=1
