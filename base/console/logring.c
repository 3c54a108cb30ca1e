/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */

#include <string.h>
#include "logring.h"

void logring_write(struct logring *ring, const char *text, size_t len)
{
	size_t place, piece;

	while (len > 0) {
		place = ring->head & (ring->size - 1);
		piece = ring->size - place;
		if (piece > len)
			piece = len;
		memcpy(ring->buf + place, text, piece);
		ring->head += piece;
		text += piece;
		len -= piece;
	}
}

size_t logring_peek(const struct logring *ring, uint64_t *pos,
		    const char **text)
{
	size_t place, piece;

	if (ring->head - *pos > ring->size)
		*pos = ring->head - ring->size;

	place = *pos & (ring->size - 1);
	piece = ring->size - place;
	if (piece > ring->head - *pos)
		piece = ring->head - *pos;
	*text = ring->buf + place;
	return piece;
}
