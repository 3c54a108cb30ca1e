/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * A ring that keeps the last bytes of a text, and readers of different speed.
 * Positions count bytes since the beginning of the text and never wrap in
 * practice; a position modulo the size (a power of two) is a place in the ring.
 * No locks here.
 */
#ifndef LOGRING_H
#define LOGRING_H

#include <stddef.h>
#include <stdint.h>

struct logring {
	char *buf;
	size_t size;   /* a power of two */
	uint64_t head; /* bytes ever written */
};

/* Appends; what is older than size bytes is overwritten. */
void logring_write(struct logring *ring, const char *text, size_t len);

/*
 * Where a reader that stands at *pos finds its next bytes: their number, which
 * lie in one piece from *text on; 0 when it has read all. Moves *pos only if
 * what stood there was overwritten, to the oldest byte there is.
 */
size_t logring_peek(const struct logring *ring, uint64_t *pos,
		    const char **text);

#endif /* LOGRING_H */
