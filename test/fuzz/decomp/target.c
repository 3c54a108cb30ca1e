/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Any bytes as a compressed stream. It is read or refused with a reason; with
 * no byte of room to spare it is the same, and with one byte less there is too
 * little. Nothing is written behind the room (the sanitizer sees
 * that) and no memory is left behind.
 */
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <uk/assert.h>
#include <uk/decomp.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* More than any small input becomes without being a bomb */
#define ROOM (256U << 10)

static int run(struct ukdecomp *d, const uint8_t *data, size_t size,
	       uint8_t *dst, size_t room)
{
	int rc;

	*d = (struct ukdecomp){
		.src = data,
		.src_len = size,
		.dst = dst,
		.dst_len = room,
	};
	rc = ukdecomp_stream(d);
	UK_BUGON(d->src_pos > size || d->dst_pos > room);
	UK_BUGON(rc && (!d->why || !d->why[0]));
	UK_BUGON(rc == -ENOSPC && d->dst_need <= room);
	UK_BUGON(rc && rc != -EINVAL && rc != -ENOTSUP && rc != -ENOSPC);
	return rc;
}

/* It becomes so many bytes, which are these. */
static void check_room(const uint8_t *data, size_t size, const uint8_t *dst,
		       size_t len)
{
	bool is_lz4 = ukdecomp_format(data, size) == UKDECOMP_LZ4;
	uint8_t *exact = malloc(len);
	struct ukdecomp d;
	int rc = run(&d, data, size, exact, len);

	/*
	 * Blocks of nothing may want a byte of room; one of LZ4 that breaks the
	 * rules of how blocks end is found out only at the end of the room.
	 */
	UK_BUGON(rc && !is_lz4 && (rc != -ENOSPC || d.dst_need != len + 1));
	UK_BUGON(!rc && (d.dst_pos != len || (len && memcmp(exact, dst, len))));
	free(exact);
	if (!len)
		return;
	exact = malloc(len - 1);
	rc = run(&d, data, size, exact, len - 1);
	UK_BUGON(is_lz4 ? !rc : rc != -ENOSPC);
	free(exact);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static uint8_t dst[ROOM];
	struct ukdecomp d;

	if (run(&d, data, size, dst, ROOM) == 0)
		check_room(data, size, dst, d.dst_pos);
	return 0;
}
