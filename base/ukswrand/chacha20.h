/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The ChaCha20 block function of RFC 8439. */
#ifndef CHACHA20_H
#define CHACHA20_H

#include <stdint.h>

#define CHACHA20_WORDS	   16
#define CHACHA20_KEY_WORDS 8

/*
 * Block number counter of the stream that key and nonce select. Words are in
 * the order and value in which RFC 8439 has them; they become bytes little
 * endian.
 */
void chacha20_block(uint32_t out[CHACHA20_WORDS],
		    const uint32_t key[CHACHA20_KEY_WORDS], uint32_t counter,
		    const uint32_t nonce[3]);

#endif /* CHACHA20_H */
