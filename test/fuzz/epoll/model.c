/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <errno.h>
#include <string.h>
#include "model.h"

struct item {
	bool there;
	uint32_t events; /* interest, with flags */
	uint64_t data;
	unsigned long since; /* a file tells its watchers in their order */
};

static unsigned long ticks;

static struct ep {
	struct item items[ITEMS];
	unsigned int list[ITEMS]; /* of those to look at, in their order */
	unsigned int listed;
} eps[EPOLLS];

static uint32_t sources[SOURCES];

static unsigned int item_of(unsigned int file, unsigned int fd)
{
	return file * FDS + fd;
}

void model_start(void)
{
	memset(eps, 0, sizeof(eps));
	memset(sources, 0, sizeof(sources));
}

/* ---- the list ---- */

static unsigned int find(const struct ep *e, unsigned int item)
{
	unsigned int i = 0;

	while (i < e->listed && e->list[i] != item)
		i++;
	return i;
}

static void unlist(struct ep *e, unsigned int item)
{
	unsigned int i = find(e, item);

	if (i == e->listed)
		return;
	e->listed--;
	memmove(&e->list[i], &e->list[i + 1],
		(e->listed - i) * sizeof(e->list[0]));
}

static void enlist(struct ep *e, unsigned int item)
{
	if (find(e, item) == e->listed)
		e->list[e->listed++] = item;
}

/* ---- files and their news ---- */

static uint32_t file_events(unsigned int file)
{
	if (file < SOURCES)
		return sources[file];
	return model_is_ready(file - SOURCES) ? M_IN : 0;
}

static uint32_t item_events(const struct ep *e, unsigned int item)
{
	return file_events(item / FDS) & e->items[item].events & ~M_PRIVATE;
}

static void file_tell(unsigned int file, uint32_t news);

static void item_news(unsigned int ep, unsigned int item)
{
	enlist(&eps[ep], item);
	file_tell(SOURCES + ep, M_IN | M_RDNORM);
}

/* The watcher of a file that came next after a time, or NULL. */
static struct item *watcher(unsigned int file, unsigned long after,
			    unsigned int *ep, unsigned int *number)
{
	struct item *found = NULL;

	for (unsigned int e = 0; e < EPOLLS; e++)
		for (unsigned int fd = 0; fd < FDS; fd++) {
			struct item *it = &eps[e].items[item_of(file, fd)];

			if (!it->there || it->since <= after ||
			    (found && found->since < it->since))
				continue;
			found = it;
			*ep = e;
			*number = item_of(file, fd);
		}
	return found;
}

static void file_tell(unsigned int file, uint32_t news)
{
	unsigned int ep, number;
	struct item *it = watcher(file, 0, &ep, &number);

	while (it) {
		if (it->events & ~M_PRIVATE & news)
			item_news(ep, number);
		it = watcher(file, it->since, &ep, &number);
	}
}

void model_set(unsigned int source, uint32_t events)
{
	sources[source] = events;
}

void model_tell(unsigned int source, uint32_t news)
{
	file_tell(source, news);
}

/* ---- interests ---- */

static void set(unsigned int ep, unsigned int item, uint32_t events,
		uint64_t data)
{
	struct item *it = &eps[ep].items[item];
	unsigned long since = it->there ? it->since : ++ticks;

	*it = (struct item){true, events | M_ERR | M_HUP, data, since};
	if (item_events(&eps[ep], item))
		item_news(ep, item);
}

int model_add(unsigned int ep, unsigned int file, unsigned int fd,
	      uint32_t events, uint64_t data)
{
	if (eps[ep].items[item_of(file, fd)].there)
		return -EEXIST;
	set(ep, item_of(file, fd), events, data);
	return 0;
}

int model_mod(unsigned int ep, unsigned int file, unsigned int fd,
	      uint32_t events, uint64_t data)
{
	if (!eps[ep].items[item_of(file, fd)].there)
		return -ENOENT;
	set(ep, item_of(file, fd), events, data);
	return 0;
}

int model_del(unsigned int ep, unsigned int file, unsigned int fd)
{
	unsigned int i = item_of(file, fd);

	if (!eps[ep].items[i].there)
		return -ENOENT;
	unlist(&eps[ep], i);
	eps[ep].items[i].there = false;
	return 0;
}

void model_close(unsigned int file)
{
	for (unsigned int ep = 0; ep < EPOLLS; ep++)
		for (unsigned int fd = 0; fd < FDS; fd++)
			(void)model_del(ep, file, fd);
	if (file >= SOURCES)
		memset(&eps[file - SOURCES], 0, sizeof(eps[0]));
	else
		sources[file] = 0;
}

/* ---- looking ---- */

/* The first one of the list, which is the last now. */
static unsigned int rotate(struct ep *e)
{
	unsigned int item = e->list[0];

	unlist(e, item);
	enlist(e, item);
	return item;
}

bool model_is_ready(unsigned int ep)
{
	struct ep *e = &eps[ep];

	for (unsigned int n = e->listed; n; n--) {
		unsigned int item = rotate(e);

		if (item_events(e, item))
			return true;
		unlist(e, item);
	}
	return false;
}

int model_collect(unsigned int ep, int max, int room, struct given *out)
{
	struct ep *e = &eps[ep];
	int n = 0;

	for (unsigned int left = e->listed; left && n < max; left--) {
		unsigned int item = rotate(e);
		struct item *it = &e->items[item];
		uint32_t events = item_events(e, item);

		if (!events) {
			unlist(e, item);
			continue;
		}
		if (n == room)
			return n ? n : -EFAULT;
		out[n++] = (struct given){events, it->data};
		if (it->events & M_ONESHOT)
			it->events &= M_PRIVATE;
		if (it->events & (M_ONESHOT | M_ET))
			unlist(e, item);
	}
	return n;
}
