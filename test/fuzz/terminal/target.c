/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * A terminal's line discipline: what is typed, read and written, in any order
 * and with any settings. The first byte of each step says what it is.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <uk/assert.h>
#include "../../../fs/devfs/ldisc_priv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct ldisc ld;

static void out(struct ldisc *l, const char *text, size_t len)
{
	/* All of it can be read */
	char *copy = malloc(len ? len : 1);

	UK_BUGON(l != &ld || !len);
	memcpy(copy, text, len);
	free(copy);
}

static void sent(struct ldisc *l, int signo)
{
	UK_BUGON(l != &ld);
	UK_BUGON(signo != 2 && signo != 3 && signo != 20);
}

static void check(void)
{
	UK_BUGON(ld.canon - ld.tail > LDISC_SIZE);
	UK_BUGON(ld.head - ld.canon > LDISC_SIZE);
	UK_BUGON(ld.head - ld.tail > LDISC_SIZE);
	UK_BUGON(ldisc_count(&ld) > ld.canon - ld.tail);
	/* Without lines nothing is being edited */
	UK_BUGON(!(ld.t.lflag & L_ICANON) && ld.head != ld.canon);
}

static void take(size_t n)
{
	size_t got, before = ldisc_count(&ld);
	char *buf = malloc(n ? n : 1);
	bool more, ready = ldisc_ready(&ld);

	UK_BUGON(ldisc_take(&ld, buf, n, &got, &more) != ready);
	UK_BUGON(got > n || got > before || (more && n && got != n));
	if (more)
		ldisc_skip_eof(&ld);
	free(buf);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct tty_termios t;

	ld = (struct ldisc){.out = out, .signal = sent};
	ldisc_init(&ld);
	while (size) {
		uint8_t what = *data++ % 16;
		size_t len = 1;

		size--;
		if (what == 0 && size >= sizeof(t)) {
			memcpy(&t, data, sizeof(t));
			ldisc_set_termios(&ld, &t);
			len = sizeof(t);
		} else if (what == 1 && size) {
			take(*data);
		} else if (what == 2 && size) {
			/* Many times the same: until it is full */
			for (unsigned int i = 0; i < 700; i++)
				if (ldisc_has_room(&ld))
					ldisc_receive(&ld, *data);
		} else if (what == 3 && size) {
			len = *data % size;
			ldisc_write(&ld, (const char *)data, len);
		} else if (what == 4) {
			ldisc_flush(&ld);
			len = 0;
		} else if (size && ldisc_has_room(&ld)) {
			ldisc_receive(&ld, *data);
		}
		check();
		len = len < size ? len : size;
		data += len;
		size -= len;
	}
	return 0;
}
