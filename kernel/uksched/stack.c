/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Stacks for threads, as an allocator of the interface.
 *
 * To map and unmap a stack costs far more than to create the thread, so a few
 * freed ones of each usual size are kept mapped. The size stands in the lowest
 * words of the stack, just above the guard page, where a stack pointer gets
 * last of all; what stands there must be intact when the stack is freed.
 */
#include <errno.h>
#include <uk/alloc.h>
#include <uk/arch/paging.h>
#include <uk/kva.h>
#include <uk/plat/config.h>
#include <uk/plat/spinlock.h>
#include <uk/thread.h>

#define FOOT_MAGIC 0x5ac4f007u

/* More than this is a mistake in a size. */
#define STACK_MAX ((size_t)1 << 30)

struct stack_foot {
	uintptr_t magic; /* of its address */
	size_t size;
	struct stack_foot *next; /* while it is kept */
};

static struct stack_cache {
	size_t size;
	unsigned int count;
	struct stack_foot *first;
} caches[] = {
	{.size = STACK_SIZE},
	{.size = UK_THREAD_KSTACK_SIZE},
};

static __spinlock caches_lock = UKARCH_SPINLOCK_INITIALIZER();

static struct stack_cache *cache_find(size_t size)
{
	struct stack_cache *cache;

	for (cache = caches; cache < caches + ARRAY_SIZE(caches); cache++) {
		if (cache->size == size)
			return cache;
	}
	return NULL;
}

static struct stack_foot *cache_take(struct stack_cache *cache)
{
	struct stack_foot *foot;
	unsigned long flags;

	ukplat_spin_lock_irqsave(&caches_lock, flags);
	foot = cache->first;
	if (foot) {
		cache->first = foot->next;
		cache->count--;
	}
	ukplat_spin_unlock_irqrestore(&caches_lock, flags);
	return foot;
}

/* Returns 0 if the cache is full. */
static int cache_put(struct stack_cache *cache, struct stack_foot *foot)
{
	unsigned long flags;
	int kept;

	ukplat_spin_lock_irqsave(&caches_lock, flags);
	kept = cache->count < CONFIG_LIBUKSCHED_STACKS_KEPT;
	if (kept) {
		foot->next = cache->first;
		cache->first = foot;
		cache->count++;
	}
	ukplat_spin_unlock_irqrestore(&caches_lock, flags);
	return kept;
}

static uintptr_t foot_magic(const struct stack_foot *foot)
{
	return (uintptr_t)foot ^ FOOT_MAGIC;
}

static void *stack_memalign(struct uk_alloc *a __unused, size_t align,
			    size_t size)
{
	struct stack_cache *cache;
	struct stack_foot *foot = NULL;

	if (align > __PAGE_SIZE || size < sizeof(*foot) || size > STACK_MAX)
		return NULL;
	size = PAGE_ALIGN_UP(size);
	cache = cache_find(size);
	if (cache)
		foot = cache_take(cache);
	if (!foot)
		foot = uk_kstack_alloc(size);
	if (!foot)
		return NULL;
	foot->magic = foot_magic(foot);
	foot->size = size;
	return foot;
}

static void *stack_malloc(struct uk_alloc *a, size_t size)
{
	return stack_memalign(a, UKARCH_SP_ALIGN, size);
}

static void *stack_calloc(struct uk_alloc *a __unused, size_t nmemb __unused,
			  size_t size __unused)
{
	return NULL; /* nobody wants a stack of zeroes */
}

static void *stack_realloc(struct uk_alloc *a, void *ptr, size_t size)
{
	return ptr ? NULL : stack_malloc(a, size);
}

static int stack_posix_memalign(struct uk_alloc *a, void **memptr, size_t align,
				size_t size)
{
	void *stack = stack_memalign(a, align, size);

	if (!stack)
		return ENOMEM;
	*memptr = stack;
	return 0;
}

static void *stack_palloc(struct uk_alloc *a, unsigned long num_pages)
{
	return stack_memalign(a, __PAGE_SIZE, num_pages * __PAGE_SIZE);
}

static void stack_free(struct uk_alloc *a __unused, void *ptr)
{
	struct stack_foot *foot = ptr;
	struct stack_cache *cache;

	if (!foot)
		return;
	if (foot->magic != foot_magic(foot))
		UK_CRASH("The stack at %p was run over\n", ptr);
	cache = cache_find(foot->size);
	if (!cache || !cache_put(cache, foot))
		uk_kstack_free(foot, foot->size);
}

static void stack_pfree(struct uk_alloc *a, void *ptr,
			unsigned long num_pages __unused)
{
	stack_free(a, ptr);
}

void uk_thread_stack_trim(void)
{
	struct stack_cache *cache;
	struct stack_foot *foot;

	for (cache = caches; cache < caches + ARRAY_SIZE(caches); cache++) {
		while ((foot = cache_take(cache)))
			uk_kstack_free(foot, foot->size);
	}
}

static struct uk_alloc stack_allocator = {
	.malloc = stack_malloc,
	.calloc = stack_calloc,
	.realloc = stack_realloc,
	.posix_memalign = stack_posix_memalign,
	.memalign = stack_memalign,
	.free = stack_free,
	.palloc = stack_palloc,
	.pfree = stack_pfree,
};

struct uk_alloc *uk_thread_stack_allocator(void)
{
	return &stack_allocator;
}
