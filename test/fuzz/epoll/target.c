/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Any operations on epolls, which watch sources and one another, against a
 * model: what is given, in which order, and that no event is lost or comes
 * twice; level, edge and one shot. Memory may fail; nothing is left at the end.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <uk/assert.h>
#include <uk/test_alloc.h>
#include "../../../posix/event/epoll_priv.h"
#include "../../../posix/pipe/tests/standin.h"
#include "model.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct uk_test_alloc memory;

static struct source {
	struct uk_pollq q;
	unsigned int events;
} sources[SOURCES];

static struct epoll *eps[EPOLLS];
static struct vfscore_file *files[FILES];

static const uint8_t *data;
static size_t left;

static unsigned int take(unsigned int n)
{
	if (!left)
		return 0;
	left--;
	return *data++ % n;
}

/* ---- files ---- */

static unsigned int source_poll(struct vfscore_file *fp,
				struct uk_poll_entry *entry)
{
	struct source *s = fp->f_data;

	if (entry)
		uk_pollq_add(&s->q, entry);
	return s->events;
}

static void source_release(struct vfscore_file *fp)
{
	struct source *s = fp->f_data;

	uk_pollq_fini(&s->q, EP_HUP);
}

static const struct vfscore_fileops source_ops = {
	.poll = source_poll,
	.release = source_release,
};

static unsigned int ep_poll(struct vfscore_file *fp,
			    struct uk_poll_entry *entry)
{
	struct epoll *ep = fp->f_data;

	if (entry)
		uk_pollq_add(&ep->pollq, entry);
	return epoll_is_ready(ep) ? EP_IN : 0;
}

static void ep_release(struct vfscore_file *fp)
{
	epoll_free(fp->f_data);
}

static const struct vfscore_fileops ep_ops = {
	.poll = ep_poll,
	.release = ep_release,
};

struct epoll *epoll_of(const struct vfscore_file *fp)
{
	return fp->f_op == &ep_ops ? fp->f_data : NULL;
}

static void file_open(unsigned int i)
{
	struct source *s = &sources[i % SOURCES];

	if (i < SOURCES) {
		s->events = 0;
		uk_pollq_init(&s->q);
		files[i] = vfscore_file_create(&source_ops, UK_FREAD, 0, s);
		return;
	}
	eps[i - SOURCES] = epoll_new(&memory.a);
	files[i] = vfscore_file_create(&ep_ops, 0, 0, eps[i - SOURCES]);
	eps[i - SOURCES]->fp = files[i];
}

/* ---- operations ---- */

static uint32_t take_events(void)
{
	static const uint32_t bits[] = {M_IN, 0x004, M_HUP, M_RDNORM};
	unsigned int c = take(64);
	uint32_t events = 0;

	for (unsigned int i = 0; i < 4; i++)
		events |= c & 1U << i ? bits[i] : 0;
	events |= c & 16 ? M_ET : 0;
	events |= c & 32 ? M_ONESHOT : 0;
	return events;
}

static void control(enum epoll_op op)
{
	unsigned int ep = take(EPOLLS), file = take(FILES), fd = take(FDS);
	struct epoll_ev ev = {.events = take_events(), .data = take(256)};
	bool fails = take(8) == 0;
	int rc, want;

	/* An epoll watches earlier ones only: no circles */
	if (file >= SOURCES + ep)
		return;
	uk_test_alloc_fail_at(&memory, fails);
	rc = epoll_control(eps[ep], op, (int)fd, files[file], &ev);
	uk_test_alloc_fail_at(&memory, 0);
	if (rc == -ENOMEM) {
		UK_BUGON(!fails || op != EPOLL_ADD);
		return;
	}
	want = op == EPOLL_ADD	 ? model_add(ep, file, fd, ev.events, ev.data)
	       : op == EPOLL_MOD ? model_mod(ep, file, fd, ev.events, ev.data)
				 : model_del(ep, file, fd);
	if (rc != want)
		UK_CRASH("control %d of %u: %d, want %d\n", op, ep, rc, want);
}

static struct given got[ITEMS];
static int room;

static int give(void *arg __unused, int n, uint32_t events, uint64_t d)
{
	if (n >= room)
		return -EFAULT;
	got[n] = (struct given){events, d};
	return 0;
}

static void collect(unsigned int ep, int max)
{
	struct given want[ITEMS];
	int rc, n;

	rc = epoll_collect(eps[ep], max, give, NULL);
	n = model_collect(ep, max, room, want);
	if (rc != n)
		UK_CRASH("collect of %u: %d, want %d\n", ep, rc, n);
	for (int i = 0; i < n; i++)
		if (got[i].events != want[i].events ||
		    got[i].data != want[i].data)
			UK_CRASH("event %d of %u: %x of %lu, want %x of %lu\n",
				 i, ep, got[i].events,
				 (unsigned long)got[i].data, want[i].events,
				 (unsigned long)want[i].data);
}

static void source_change(void)
{
	static const uint32_t bits[] = {M_IN, 0x004, M_HUP, M_ERR};
	unsigned int s = take(SOURCES), c = take(16);
	uint32_t events = 0, before = sources[s].events;

	for (unsigned int i = 0; i < 4; i++)
		events |= c & 1U << i ? bits[i] : 0;
	sources[s].events = events;
	model_set(s, events);
	/* As files do: of what came, or came once more, they tell */
	events = take(4) ? events : events & ~before;
	if (!events)
		return;
	uk_pollq_wake(&sources[s].q, events);
	model_tell(s, events);
}

static void reopen(unsigned int i)
{
	fdrop(files[i]);
	model_close(i);
	file_open(i);
}

static void act(void)
{
	unsigned int ep;

	switch (take(8)) {
	case 0:
	case 1:
		control(EPOLL_ADD);
		break;
	case 2:
		control(EPOLL_MOD);
		break;
	case 3:
		control(EPOLL_DEL);
		break;
	case 4:
		ep = take(EPOLLS);
		room = take(4) ? ITEMS : (int)take(4);
		collect(ep, 1 + (int)take(ITEMS));
		break;
	case 5:
		ep = take(EPOLLS);
		UK_BUGON(epoll_is_ready(eps[ep]) != model_is_ready(ep));
		break;
	case 6:
		source_change();
		break;
	default:
		if (take(8) == 0)
			reopen(take(FILES));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	data = bytes;
	left = size;
	uk_test_alloc_init(&memory, NULL);
	standin_alloc = &memory.a;
	vfscore_file_unwatch = epoll_file_gone;
	model_start();
	for (unsigned int i = 0; i < FILES; i++)
		file_open(i);
	while (left)
		act();
	room = ITEMS;
	for (unsigned int ep = 0; ep < EPOLLS; ep++)
		collect(ep, ITEMS);
	for (unsigned int i = 0; i < FILES; i++)
		fdrop(files[i]);
	UK_BUGON(uk_test_alloc_live(&memory));
	return 0;
}
