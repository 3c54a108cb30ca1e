/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Byte order. Both architectures are little-endian. */
#ifndef _ENDIAN_H
#define _ENDIAN_H

#include <byteswap.h>

#define LITTLE_ENDIAN __ORDER_LITTLE_ENDIAN__
#define BIG_ENDIAN    __ORDER_BIG_ENDIAN__
#define PDP_ENDIAN    __ORDER_PDP_ENDIAN__
#define BYTE_ORDER    __BYTE_ORDER__

#define __LITTLE_ENDIAN LITTLE_ENDIAN
#define __BIG_ENDIAN	BIG_ENDIAN
#define __PDP_ENDIAN	PDP_ENDIAN
#define __BYTE_ORDER	BYTE_ORDER

#if BYTE_ORDER != LITTLE_ENDIAN
#error "This C library is little-endian"
#endif

#define htobe16(x) bswap_16(x)
#define be16toh(x) bswap_16(x)
#define htole16(x) ((uint16_t)(x))
#define le16toh(x) ((uint16_t)(x))
#define htobe32(x) bswap_32(x)
#define be32toh(x) bswap_32(x)
#define htole32(x) ((uint32_t)(x))
#define le32toh(x) ((uint32_t)(x))
#define htobe64(x) bswap_64(x)
#define be64toh(x) bswap_64(x)
#define htole64(x) ((uint64_t)(x))
#define le64toh(x) ((uint64_t)(x))

#endif /* _ENDIAN_H */
