/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#ifndef __ARM64_EXIT_PRIV_H__
#define __ARM64_EXIT_PRIV_H__

#include <stdint.h>

/* result.c: a byte to the first virtio console of QEMU's machine virt, if there
 * is one. For that machine only: elsewhere the addresses are something else.
 */
void arm64_result_write(uint8_t result);

#endif /* __ARM64_EXIT_PRIV_H__ */
