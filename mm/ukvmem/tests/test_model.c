/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * Random calls, with allocations that fail now and then, against an array of
 * pages. After every fourth step everything is compared: what differs stays
 * so. On the build machine VMEM_STEPS says how many, VMEM_SEED where to begin;
 * a failure names its seed.
 */
#include <uk/test.h>
#include "../base_priv.h"
#include "model.h"

/* The compilers' tests go different ways. */
#ifdef __clang__
#define SEED 1001
#else
#define SEED 1
#endif

/* Steps after which everything starts anew, with another seed. */
#define ROUND 5000

/* Steps after which everything is compared; a divisor of ROUND. */
#define COMPARE 4

#define DEVICE 0x40000000UL

/* Pages that the pager brings in together. */
#define AROUND 8U

static uint64_t state;
static uint32_t stacks;
static bool injected;

static unsigned long rnd(unsigned long n)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (state >> 11) % n;
}

static struct range rnd_range(void)
{
	struct range r;

	r.first = rnd(PAGES);
	r.count = 1 + rnd(rnd(4) ? 24 : PAGES);
	if (!rnd(4)) {
		r.first &= ~(LARGE - 1);
		r.count = LARGE;
	}
	r.count = MIN(r.count, PAGES - r.first);
	return r;
}

static uint8_t rnd_attr(void)
{
	static const uint8_t attrs[] = {
		PAGE_ATTR_PROT_NONE, PAGE_ATTR_PROT_READ, PAGE_ATTR_PROT_RW,
		PAGE_ATTR_PROT_RW,   PAGE_ATTR_PROT_RWX,
	};

	return attrs[rnd(ARRAY_SIZE(attrs))];
}

static unsigned long rnd_strict(void)
{
	return rnd(4) ? 0 : UK_VMA_FLAG_STRICT_VMA_CHECK;
}

static void inject(void)
{
	injected = !rnd(4);
	tv_fail_frame(injected && rnd(2) ? 1 + rnd(8) : 0);
	uk_test_alloc_fail_at(&tv_heap, injected && rnd(2) ? 1 + rnd(3) : 0);
}

static void inject_end(void)
{
	tv_fail_frame(0);
	uk_test_alloc_fail_at(&tv_heap, 0);
}

/* Did the call say what the model says, or fail because it was made to? That
 * may come before it finds out that it would have failed anyway.
 */
static bool said(int rc, int expected)
{
	return rc == expected || (rc == -ENOMEM && injected);
}

/* ---- map ---- */

struct map_call {
	struct page page; /* what they all become */
	struct range r;
	bool any;
	bool populate;
	unsigned long flags;
};

static void map_choose(struct map_call *m)
{
	*m = (struct map_call){
		.page = {.kind = (uint8_t)(RSVD + rnd(5)),
			 .attr = rnd_attr(),
			 .name = (uint8_t)rnd(3),
			 .lvl = -1},
		.r = rnd_range(),
		.any = !rnd(4),
		.populate = !rnd(3),
	};
	if (rnd(2))
		m->flags |= UK_VMA_MAP_REPLACE;
	/* a base of its own may be elsewhere */
	if ((m->page.kind == STACK && STACK_BASE != 0) ||
	    (m->page.kind == DMA && DMA_BASE != 0) ||
	    (m->page.kind == PAGER && FILE_BASE != 0))
		m->any = false;
	if (m->page.kind == RSVD)
		m->populate = false;
	if (m->page.kind == ANON && !rnd(4)) {
		m->page.lvl = (int8_t)(rnd(3) ? PAGE_LARGE_LEVEL : PAGE_LEVEL);
		m->flags |= UK_VMA_MAP_SIZE(PAGE_Lx_SHIFT(m->page.lvl));
	}
	if (m->page.kind == ANON && !rnd(4)) {
		m->flags |= UK_VMA_MAP_UNINITIALIZED;
		m->page.flags |= UK_VMA_FLAG_UNINITIALIZED;
	}
	if (m->page.kind == ANON && !rnd(8)) {
		m->flags |= UK_VMA_MAP_NORESERVE;
		m->page.flags |= UK_VMA_FLAG_NORESERVE;
	}
	if (m->page.kind == PAGER) {
		m->page.lvl = PAGE_LEVEL;
		m->page.paddr = rnd(FAKE_PAGES + 8) * PAGE_SIZE;
		if (rnd(2)) {
			m->flags |= UK_VMA_MAP_SHARED;
			m->page.flags |= UK_VMA_FLAG_SHARED;
		}
		/* files are mapped in pieces that often continue each other */
		if (!rnd(3))
			m->page.paddr = m->r.first % FAKE_PAGES * PAGE_SIZE;
	}
	if (m->page.kind == STACK) {
		m->page.lvl = PAGE_LEVEL;
		m->page.attr = PAGE_ATTR_PROT_RW;
		m->page.stack = ++stacks;
		m->r.count = MIN(m->r.count, 16UL);
		if (rnd(2))
			m->flags |= UK_VMA_STACK_GROWS_UP;
	}
	if (m->populate)
		m->flags |= UK_VMA_MAP_POPULATE;
}

/* What the call must say, and where an ANY goes. */
static int map_expect(struct map_call *m)
{
	unsigned long align = m->page.lvl > 0 ? LARGE : 1;
	int rc;

	if (m->page.kind == STACK && m->r.count < 2)
		return -EINVAL;
	if (m->r.count % align || (!m->any && m->r.first % align))
		return -EINVAL;
	if (m->any) {
		m->r.first = model_room(m->r.count, align);
		return 0;
	}
	if (!model_any(m->r))
		return 0;
	if (!(m->flags & UK_VMA_MAP_REPLACE))
		return -EEXIST;
	rc = model_cut(m->r.first);
	return rc ? rc : model_cut(m->r.first + m->r.count);
}

static int map_do(const struct map_call *m, __vaddr_t *at, __paddr_t paddr)
{
	const char *name = model_names[m->page.name];
	__sz len = m->r.count * PAGE_SIZE;

	switch (m->page.kind) {
	case RSVD:
		return uk_vma_reserve_ex(&tv, at, len, m->page.attr,
					 m->flags & UK_VMA_MAP_REPLACE, name);
	case ANON:
		return uk_vma_map_anon(&tv, at, len, m->page.attr, m->flags,
				       name);
	case PAGER:
		return uk_vma_map_pager(&tv, at, len, m->page.attr, m->flags,
					name, &fake.pager, m->page.paddr);
	case DMA:
		return uk_vma_map_dma(&tv, at, len, m->page.attr, m->flags,
				      name, paddr);
	default:
		return uk_vma_map_stack(&tv, at, len, m->flags, name, 0);
	}
}

static void map_apply(const struct map_call *m, __paddr_t paddr)
{
	unsigned long guard = m->flags & UK_VMA_STACK_GROWS_UP
				      ? m->r.first + m->r.count - 1
				      : m->r.first;

	for (unsigned long n = 0; n < m->r.count; n++) {
		unsigned long i = m->r.first + n;

		model[i] = m->page;
		model[i].guard = m->page.kind == STACK && i == guard;
		model[i].content = (int16_t)model_fresh(&m->page);
		if (m->page.kind == DMA)
			model[i].paddr = paddr + n * PAGE_SIZE;
		if (m->page.kind == PAGER)
			model[i].paddr = m->page.paddr + n * PAGE_SIZE;
		/* a pager's pages come as far as they can */
		if (m->populate && m->page.attr &&
		    !(m->page.kind == PAGER && injected))
			model_bring(i, m->page.attr & PAGE_ATTR_PROT_WRITE);
	}
}

static bool step_map(void)
{
	__paddr_t paddr;
	struct map_call m;
	__vaddr_t at;
	int expected, rc;

	map_choose(&m);
	at = m.any ? __VADDR_ANY : va_of(m.r.first);
	expected = map_expect(&m);
	paddr = DEVICE + m.r.first * PAGE_SIZE;
	if (!rnd(3))
		paddr += DEVICE;
	inject();
	rc = map_do(&m, &at, paddr);
	inject_end();
	if (!said(rc, expected))
		return false;
	if (rc)
		return true;
	if (at != va_of(m.r.first))
		return false;
	if (m.r.first + m.r.count > ALL)
		return !uk_vma_unmap(&tv, at, m.r.count * PAGE_SIZE, 0);
	map_apply(&m, paddr);
	return !(injected && m.populate) || model_sync(m.r);
}

/* ---- changes ---- */

static bool step_unmap(void)
{
	unsigned long strict = rnd_strict();
	struct range r = rnd_range();
	int expected, rc;

	expected = strict && !model_full(r) ? -ENOENT : model_cut(r.first);
	if (!expected)
		expected = model_cut(r.first + r.count);
	inject();
	rc = uk_vma_unmap(&tv, va_of(r.first), r.count * PAGE_SIZE, strict);
	inject_end();
	if (!rc)
		for (unsigned long i = r.first; i < r.first + r.count; i++)
			model[i] = (struct page){0};
	return said(rc, expected);
}

static int attr_cut(unsigned long i, uint8_t attr)
{
	return i < ALL && model[i].attr != attr ? model_cut(i) : 0;
}

static bool step_set_attr(void)
{
	unsigned long strict = rnd_strict();
	struct range r = rnd_range();
	uint8_t attr = rnd_attr();
	int expected, rc;

	expected = strict && !model_full(r) ? -ENOENT : attr_cut(r.first, attr);
	if (!expected)
		expected = attr_cut(r.first + r.count, attr);
	inject();
	rc = uk_vma_set_attr(&tv, va_of(r.first), r.count * PAGE_SIZE, attr,
			     strict);
	inject_end();
	if (!rc)
		for (unsigned long i = r.first; i < r.first + r.count; i++)
			if (model[i].kind)
				model[i].attr = attr;
	return said(rc, expected);
}

static bool takes_advice(const struct page *p)
{
	return p->kind == ANON || p->kind == STACK || p->kind == PAGER;
}

static bool step_dontneed(void)
{
	unsigned long strict = rnd_strict();
	struct range r = rnd_range();
	unsigned long end = r.first + r.count;
	int expected = 0;
	int rc;

	if (strict && !model_full(r))
		expected = -ENOENT;
	else if (model_cut(r.first) == -EINVAL || model_cut(end) == -EINVAL)
		expected = -EINVAL;
	inject();
	rc = uk_vma_advise(&tv, va_of(r.first), r.count * PAGE_SIZE,
			   rnd(2) ? UK_VMA_ADV_DONTNEED : UK_VMA_ADV_FREE,
			   strict);
	inject_end();
	for (unsigned long i = r.first; !rc && i < end; i++) {
		if (takes_advice(&model[i]))
			model_drop(i);
	}
	return said(rc, expected);
}

/* The range with the large pages that it touches. */
static struct range around(struct range r)
{
	unsigned long end = ALIGN_UP(r.first + r.count, LARGE);

	r.first &= ~(LARGE - 1);
	r.count = end - r.first;
	return r;
}

static int willneed_expect(struct range r, unsigned long strict)
{
	if (strict && !model_full(r))
		return -ENOENT;
	for (unsigned long i = r.first; i < r.first + r.count; i++)
		if (model[i].kind == PAGER && model[i].attr &&
		    !model_has(&model[i]))
			return -EFAULT;
	return 0;
}

static bool step_willneed(void)
{
	unsigned long to_read = rnd(2) ? UK_VMA_ADV_TO_READ : 0;
	unsigned long strict = rnd_strict();
	struct range r = rnd_range();
	int rc, expected = willneed_expect(r, strict);

	inject();
	rc = uk_vma_advise(&tv, va_of(r.first), r.count * PAGE_SIZE,
			   UK_VMA_ADV_WILLNEED | to_read, strict);
	inject_end();
	for (unsigned long i = r.first; i < r.first + r.count; i++)
		if ((!rc || rc == -EFAULT) && takes_advice(&model[i]) &&
		    model[i].attr)
			model_bring(i, !to_read && (model[i].attr &
						    PAGE_ATTR_PROT_WRITE));
	return said(rc, expected) && model_sync(around(r));
}

static void around_bring(unsigned long n)
{
	if (tv_frame(va_of(n)) != __PADDR_INV)
		model_bring(n, false);
}

/* Pages of the window that came along: the pager's, of the same area. */
static void model_around(unsigned long i)
{
	unsigned long from = i & ~(AROUND - 1UL), to = from + AROUND;

	for (unsigned long n = i; n > from && model_joined(n - 1);)
		around_bring(--n);
	for (unsigned long n = i; n + 1 < to && model_joined(n);)
		around_bring(++n);
}

static int access_expect(const struct page *p, unsigned int type)
{
	if (!model_allows(p, type))
		return -EFAULT;
	return p->kind == PAGER && !model_has(p) ? -ENXIO : 0;
}

static bool step_access(void)
{
	unsigned int type = (unsigned int)rnd(3);
	unsigned long i = rnd(PAGES);
	struct page *p = &model[i];
	unsigned char byte = (unsigned char)rnd(256);
	int rc;

	/* what is there needs no memory: DMA frames may not even exist */
	if (p->kind == DMA)
		type = UK_VMA_FAULT_EXEC;
	inject();
	if (type == UK_VMA_FAULT_WRITE)
		rc = tv_write(va_of(i), byte);
	else if (type == UK_VMA_FAULT_EXEC)
		rc = tv_exec(va_of(i));
	else
		rc = tv_read(va_of(i), &byte);
	inject_end();
	if (!said(rc, access_expect(p, type)))
		return false;
	if (rc)
		return true;
	model_bring(i, type == UK_VMA_FAULT_WRITE);
	if (p->kind == PAGER && type != UK_VMA_FAULT_WRITE)
		model_around(i);
	if (p->lvl > 0 && !model_sync(around((struct range){i, 1})))
		return false;
	if (type == UK_VMA_FAULT_READ)
		return model_content(p) < 0 || model_content(p) == byte;
	if (type == UK_VMA_FAULT_WRITE && p->kind == PAGER && !p->own)
		return *fake_byte(p->paddr >> PAGE_SHIFT) == byte;
	if (type == UK_VMA_FAULT_WRITE)
		p->content = byte;
	return true;
}

/* ---- the pager's own ---- */

static bool step_invalidate(void)
{
	unsigned long first = rnd(FAKE_PAGES), count = 1 + rnd(FAKE_PAGES);
	bool copies = rnd(2);

	if (rnd(2)) {
		uk_pager_protect(&fake.pager, first * PAGE_SIZE,
				 count * PAGE_SIZE);
		return true;
	}
	uk_pager_invalidate(&fake.pager, first * PAGE_SIZE, count * PAGE_SIZE,
			    copies ? UK_PAGER_COPIES : 0);
	for (unsigned long i = 0; i < ALL; i++)
		if (model[i].kind == PAGER && model[i].present &&
		    (copies || !model[i].own) &&
		    (model[i].paddr >> PAGE_SHIFT) - first < count)
			model_drop(i);
	return true;
}

/* ---- moves ---- */

struct move_call {
	struct range r;	    /* what moves */
	struct range to;    /* where it is then, longer perhaps */
	unsigned long tail; /* pages behind it that go */
	bool any;
	unsigned long flags;
};

static bool in_one_area(struct range r)
{
	for (unsigned long i = r.first; i + 1 < r.first + r.count; i++)
		if (!model_joined(i))
			return false;
	return model[r.first].kind != NONE;
}

static int growth_expect(const struct page *p, unsigned long more)
{
	if (!more)
		return 0;
	if (p->kind == DMA || p->kind == STACK)
		return -EPERM;
	return p->lvl > 0 && more % LARGE ? -EINVAL : 0;
}

static void move_choose(struct move_call *m)
{
	*m = (struct move_call){.r = rnd_range(), .any = !rnd(4)};
	/* most are in one area */
	for (unsigned long n = 1; rnd(8) && n < m->r.count; n++)
		if (!model_joined(m->r.first + n - 1))
			m->r.count = n;
	m->to.first = rnd(4) ? rnd(PAGES) : rnd(PAGES) & ~(LARGE - 1);
	m->to.count = m->r.count + (rnd(3) ? 0 : rnd(16));
	if (m->to.first + m->to.count > PAGES)
		m->to.first = PAGES - MIN(m->to.count, PAGES);
	if (m->to.count > PAGES)
		m->to.count = m->r.count;
	/* shorter: what is behind goes, whatever it is */
	if (!rnd(4) && m->to.count == m->r.count)
		m->tail = rnd(MIN(16, PAGES - m->r.first - m->r.count) + 1);
	m->flags = (rnd(2) ? UK_VMA_MAP_REPLACE : 0) |
		   (rnd(4) ? 0 : UK_VMA_MOVE_KEEP);
}

static int move_expect(struct move_call *m)
{
	const struct page *p = &model[m->r.first];
	unsigned long align = p->lvl > 0 ? LARGE : 1;
	unsigned long more = m->to.count - m->r.count;
	bool keep = m->flags & UK_VMA_MOVE_KEEP;
	int rc;

	if ((more || m->tail) && keep)
		return -EINVAL;
	if (!in_one_area(m->r))
		return -EFAULT;
	rc = growth_expect(p, more);
	if (rc)
		return rc;
	if (m->any) {
		m->to.first = model_room(m->to.count, align);
	} else {
		if (m->to.first % align ||
		    (m->to.first < m->r.first + m->r.count + m->tail &&
		     m->r.first < m->to.first + m->to.count))
			return -EINVAL;
		if (model_any(m->to) && !(m->flags & UK_VMA_MAP_REPLACE))
			return -EEXIST;
	}
	if (keep && p->kind == STACK)
		return -EPERM;
	rc = m->tail ? model_cut(m->r.first + m->r.count) : 0;
	if (!rc && m->tail)
		rc = model_cut(m->r.first + m->r.count + m->tail);
	if (!rc && !m->any)
		rc = model_cut(m->to.first);
	if (!rc && !m->any)
		rc = model_cut(m->to.first + m->to.count);
	if (!rc)
		rc = model_cut(m->r.first);
	return rc ? rc : model_cut(m->r.first + m->r.count);
}

static void move_apply(const struct move_call *m)
{
	static struct page moved[PAGES];
	struct page *last = &moved[m->r.count - 1];

	for (unsigned long n = 0; n < m->r.count; n++) {
		moved[n] = model[m->r.first + n];
		if (m->flags & UK_VMA_MOVE_KEEP)
			model_drop(m->r.first + n);
		else
			model[m->r.first + n] = (struct page){0};
	}
	for (unsigned long n = 0; n < m->tail; n++)
		model[m->r.first + m->r.count + n] = (struct page){0};
	for (unsigned long n = 0; n < m->to.count; n++) {
		struct page *p = &model[m->to.first + n];

		if (m->to.first + n >= ALL)
			return;
		*p = n < m->r.count ? moved[n] : *last;
		if (n < m->r.count)
			continue;
		p->paddr += (n - m->r.count + 1) * PAGE_SIZE;
		model_drop(m->to.first + n);
	}
}

static bool step_move(void)
{
	struct move_call m;
	__vaddr_t to;
	int expected, rc;

	move_choose(&m);
	to = m.any ? __VADDR_ANY : va_of(m.to.first);
	expected = move_expect(&m);
	inject();
	rc = uk_vma_move(&tv, va_of(m.r.first),
			 (m.r.count + m.tail) * PAGE_SIZE, &to,
			 m.to.count * PAGE_SIZE, m.flags);
	inject_end();
	if (!said(rc, expected))
		return false;
	if (rc)
		return true;
	if (to != va_of(m.to.first))
		return false;
	if (m.to.first + m.to.count <= ALL) {
		move_apply(&m);
		return true;
	}
	/* behind everything: as if it were not there */
	move_apply(&m);
	for (unsigned long i = m.to.first; i < ALL; i++)
		model[i] = (struct page){0};
	return !uk_vma_unmap(&tv, to, m.to.count * PAGE_SIZE, 0);
}

static bool step_grow(void)
{
	struct range r = rnd_range(), behind;
	unsigned long more = 1 + rnd(16), end;
	const struct page *p = &model[r.first];
	int expected, rc;

	while (rnd(8) && r.first + r.count < PAGES &&
	       model_joined(r.first + r.count - 1))
		r.count++;
	for (unsigned long n = 1; rnd(8) && n < r.count; n++)
		if (!model_joined(r.first + n - 1))
			r.count = n;
	end = r.first + r.count;
	behind = (struct range){end, more};
	if (!in_one_area(r))
		expected = -EFAULT;
	else
		expected = growth_expect(p, more);
	if (!expected && model_any(behind))
		expected = -ENOMEM;
	inject();
	rc = uk_vma_grow(&tv, va_of(r.first), r.count * PAGE_SIZE,
			 (r.count + more) * PAGE_SIZE);
	inject_end();
	for (unsigned long i = end; !rc && i < end + more; i++) {
		model[i] = model[end - 1];
		model[i].paddr += (i - end + 1) * PAGE_SIZE;
		model_drop(i);
	}
	return said(rc, expected);
}

/* ---- questions ---- */

static bool step_resident(void)
{
	static unsigned char vec[PAGES];
	struct range r = rnd_range();
	int rc = uk_vma_resident(&tv, va_of(r.first), r.count * PAGE_SIZE, vec);

	if (!model_full(r))
		return rc == -ENOENT;
	for (unsigned long n = 0; n < r.count; n++) {
		const struct page *p = &model[r.first + n];

		if (vec[n] != (p->present || model_has(p)))
			return false;
	}
	return !rc;
}

static bool step(void)
{
	switch (rnd(18)) {
	case 0:
	case 1:
	case 2:
		return step_map();
	case 3:
	case 4:
		return step_unmap();
	case 5:
	case 6:
		return step_set_attr();
	case 7:
		return step_dontneed();
	case 8:
		return step_willneed();
	case 9:
	case 10:
		return step_move();
	case 11:
		return step_grow();
	case 12:
		return step_invalidate();
	case 13:
		return step_resident();
	default:
		return step_access();
	}
}

static bool round_do(unsigned long seed, unsigned long steps, unsigned long *n)
{
	bool ok = tv_start() && fake_start();

	fake.pager.around = seed % 2 ? AROUND : 0;
	state = seed * 0x9e3779b97f4a7c15 | 1;
	stacks = 0;
	for (unsigned long i = 0; i < ALL; i++)
		model[i] = (struct page){0};
	for (*n = 0; ok && *n < steps; (*n)++) {
		ok = step();
		if (*n % COMPARE == COMPARE - 1)
			ok = ok && model_agrees();
		if (!(*n % 64))
			ok = ok && !uk_vas_check(&tv);
	}
	ok = !uk_vma_unmap(&tv, 0, VAS_END, 0) && ok;
	ok = fake_stop() && ok;
	return tv_stop() && ok;
}

UK_TESTCASE(ukvmem_model, behaves_like_an_array)
{
	unsigned long seed = tv_option("VMEM_SEED", SEED);
	unsigned long left = tv_steps();

	while (left) {
		unsigned long steps = MIN(left, (unsigned long)ROUND);
		unsigned long n;
		bool ok = round_do(seed, steps, &n);

		UK_TEST_ASSERTF(ok, "VMEM_SEED=%lu: step %lu of %lu", seed, n,
				steps);
		if (!ok)
			return;
		left -= steps;
		seed++;
	}
}

uk_testsuite_register(ukvmem_model, NULL);
