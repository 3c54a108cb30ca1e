/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The list of locks that a thread leaves behind, and its identifier. */
#include "check.h"
#include "futex.h"
#include <pthread.h>
#include <sched.h>
#include <sys/mman.h>

struct link {
	struct link *next;
};

struct lock {
	struct link link;
	unsigned int word;
};

/** As the kernel knows it. */
struct head {
	struct link list;
	long offset;
	struct link *pending;
};

static struct lock locks[3];
static unsigned int *identifier;
static volatile int locked;

static unsigned int self(void)
{
	return (unsigned int)raw(SYS_gettid);
}

static void arguments(void)
{
	struct head head = {.list = {&head.list}};
	void *at, *before;
	size_t size;

	result("get", raw(SYS_get_robust_list, 0, &before, &size));
	value("size", (long)size);
	result("set with another size",
	       raw(SYS_set_robust_list, &head, sizeof(head) - 1));
	result("set", raw(SYS_set_robust_list, &head, sizeof(head)));
	result("get by its number",
	       raw(SYS_get_robust_list, self(), &at, &size));
	value("what was set", at == &head);
	result("set where nothing is",
	       raw(SYS_set_robust_list, bad_unmapped(), sizeof(head)));
	result("get, head unmapped",
	       raw(SYS_get_robust_list, 0, bad_unmapped(), &size));
	result("get, size unmapped",
	       raw(SYS_get_robust_list, 0, &at, bad_unmapped()));
	result("get nobody's",
	       raw(SYS_get_robust_list, 0x3fffffff, &at, &size));
	raw(SYS_set_robust_list, before, sizeof(head));
}

static void *dies(void *argument)
{
	static struct head head;

	(void)argument;
	head.list.next = &locks[0].link;
	locks[0].link.next = &locks[1].link;
	locks[1].link.next = &head.list;
	head.offset = (long)offsetof(struct lock, word);
	head.pending = &locks[2].link;
	locks[0].word = self();
	locks[1].word = self() | FUTEX_WAITERS;
	locks[2].word = self();
	raw(SYS_set_robust_list, &head, sizeof(head));
	return NULL;
}

static void death(void)
{
	pthread_t thread;
	int i;

	if (pthread_create(&thread, NULL, dies, NULL))
		abort();
	pthread_join(thread, NULL);
	for (i = 0; i < 3; i++) {
		value("owner", locks[i].word & FUTEX_TID_MASK);
		value("it died", !!(locks[i].word & FUTEX_OWNER_DIED));
		value("waiters", !!(locks[i].word & FUTEX_WAITERS));
	}
}

static void *waits_for_owner(void *argument)
{
	unsigned int now = *(unsigned int *)argument;

	return (void *)futex(argument, FUTEX_WAIT, now, NULL, NULL, 0);
}

static void *dies_with_waiter(void *argument)
{
	static struct head head;

	(void)argument;
	head.list.next = &locks[0].link;
	locks[0].link.next = &head.list;
	head.offset = (long)offsetof(struct lock, word);
	raw(SYS_set_robust_list, &head, sizeof(head));
	locks[0].word = self() | FUTEX_WAITERS;
	locked = 1;
	futex_await(&locks[0].word, 0, 1);
	return NULL;
}

static void death_wakes(void)
{
	pthread_t owner, waiter;
	void *ret;

	if (pthread_create(&owner, NULL, dies_with_waiter, NULL))
		abort();
	while (!locked)
		sched_yield();
	if (pthread_create(&waiter, NULL, waits_for_owner, &locks[0].word))
		abort();
	pthread_join(owner, NULL);
	pthread_join(waiter, &ret);
	value("the waiter woke", (long)ret);
}

static void *clears_nothing(void *argument)
{
	(void)argument;
	raw(SYS_set_tid_address, identifier);
	*identifier = self();
	value("it is its own", *identifier == self());
	raw(SYS_exit, 0);
	return NULL;
}

static void clearing(void)
{
	pthread_attr_t attributes;
	pthread_t thread;
	unsigned int now;

	identifier = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
			  MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	*identifier = 1;
	value("set_tid_address returns the thread",
	      raw(SYS_set_tid_address, identifier) == self());
	value("an address that is not there",
	      raw(SYS_set_tid_address, bad_unmapped()) == self());
	pthread_attr_init(&attributes);
	pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
	if (pthread_create(&thread, &attributes, clears_nothing, NULL))
		abort();
	while ((now = __atomic_load_n(identifier, __ATOMIC_SEQ_CST)))
		futex(identifier, FUTEX_WAIT, now, NULL, NULL, 0);
	text("the thread's end", "clears it and wakes");
}

int main(void)
{
	arguments();
	death();
	death_wakes();
	clearing();
	return 0;
}
