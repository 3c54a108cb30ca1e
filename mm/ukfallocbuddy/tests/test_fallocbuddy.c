/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * The frame buddy against an array that says which run each frame belongs to.
 * The "physical" memory is two pieces of an array.
 */
#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <uk/essentials.h>
#include <uk/fallocbuddy.h>
#include <uk/test.h>

/* Two zones that begin and end anywhere in a chunk, and a hole between. */
#define ZONE0_FRAME  0x40003UL
#define ZONE0_FRAMES 1100UL
#define ZONE1_FRAME  0x40800UL
#define ZONE1_FRAMES 67UL
#define FRAMES	     (ZONE0_FRAMES + ZONE1_FRAMES)

static char memory[FRAMES * PAGE_SIZE] __align(PAGE_SIZE);
static uint64_t metadata[2][512];
static uint64_t object[256];
static uint16_t model[FRAMES]; /* 0: free, else the number of the run */
static uint16_t next_run;
static uint64_t seed;

static struct uk_falloc *const fa = (struct uk_falloc *)object;

static unsigned long rnd(unsigned long n)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (seed >> 11) % n;
}

static __paddr_t paddr_of(unsigned long i)
{
	unsigned long f = i < ZONE0_FRAMES ? ZONE0_FRAME + i
					   : ZONE1_FRAME + i - ZONE0_FRAMES;

	return f << PAGE_SHIFT;
}

static unsigned long index_of(__paddr_t paddr)
{
	unsigned long f = paddr >> PAGE_SHIFT;

	return f < ZONE1_FRAME ? f - ZONE0_FRAME
			       : f - ZONE1_FRAME + ZONE0_FRAMES;
}

/* Frames from i on that are in the same zone. */
static unsigned long zone_rest(unsigned long i)
{
	return i < ZONE0_FRAMES ? ZONE0_FRAMES - i : FRAMES - i;
}

static int add_zone(unsigned long i, unsigned long frames, void *meta)
{
	return fa->addmem(fa, meta, paddr_of(i), frames,
			  (__vaddr_t)memory + i * PAGE_SIZE);
}

static bool setup(uint64_t new_seed)
{
	seed = new_seed;
	next_run = 0;
	for (unsigned long i = 0; i < FRAMES; i++)
		model[i] = 0;
	/* What stands in the metadata before must not matter. */
	for (unsigned long i = 0; i < ARRAY_SIZE(metadata[0]); i++)
		metadata[0][i] = metadata[1][i] = ~0UL;
	return uk_fallocbuddy_size() <= sizeof(object) &&
	       uk_fallocbuddy_metadata_size(ZONE0_FRAMES) <=
		       sizeof(metadata[0]) &&
	       !uk_fallocbuddy_init(fa) &&
	       !add_zone(0, ZONE0_FRAMES, metadata[0]) &&
	       !add_zone(ZONE0_FRAMES, ZONE1_FRAMES, metadata[1]);
}

static bool model_all(unsigned long i, unsigned long n, bool used)
{
	for (; n; i++, n--)
		if (!!model[i] != used)
			return false;
	return true;
}

static void model_fill(unsigned long i, unsigned long n, uint16_t run)
{
	for (; n; i++, n--) {
		model[i] = run;
		*(uint16_t *)&memory[i * PAGE_SIZE] = run;
		*(uint16_t *)&memory[(i + 1) * PAGE_SIZE - 2] = run;
	}
}

static void model_take(unsigned long i, unsigned long n)
{
	next_run = (uint16_t)(next_run % 60000 + 1);
	model_fill(i, n, next_run);
}

static bool model_agrees(void)
{
	unsigned long free = 0;

	for (unsigned long i = 0; i < FRAMES; i++) {
		const char *frame = &memory[i * PAGE_SIZE];

		free += !model[i];
		if (!model[i])
			continue;
		if (*(const uint16_t *)frame != model[i] ||
		    *(const uint16_t *)(frame + PAGE_SIZE - 2) != model[i])
			return false;
	}
	return fa->free_memory == free * PAGE_SIZE &&
	       fa->total_memory == FRAMES * PAGE_SIZE &&
	       uk_fallocbuddy_check(fa);
}

/* Length of the run that starts at i. */
static unsigned long model_run(unsigned long i)
{
	unsigned long max = zone_rest(i);
	unsigned long n = 0;

	while (n < max && model[i + n] == model[i])
		n++;
	return n;
}

static bool op_take_any(void)
{
	unsigned long n = rnd(3) ? 1 + rnd(4) : 1 + rnd(70);
	unsigned long flags = rnd(2) ? FALLOC_FLAG_ALIGNED : 0;
	__paddr_t paddr = __PADDR_ANY;
	unsigned long i;

	if (fa->falloc(fa, &paddr, n, flags))
		return paddr == __PADDR_ANY;
	i = index_of(paddr);
	if (i >= FRAMES || n > zone_rest(i) || !model_all(i, n, false))
		return false;
	if (flags && POWER_OF_2(n) && !IS_ALIGNED(paddr, n * PAGE_SIZE))
		return false;
	model_take(i, n);
	return true;
}

static bool op_take_at(void)
{
	unsigned long i = rnd(FRAMES);
	unsigned long n = 1 + rnd(MIN(zone_rest(i), 40UL));
	__paddr_t paddr = paddr_of(i);
	int rc = fa->falloc(fa, &paddr, n, 0);

	if (rc)
		return rc == -ENOMEM && !model_all(i, n, false);
	if (paddr != paddr_of(i) || !model_all(i, n, false))
		return false;
	model_take(i, n);
	return true;
}

static bool op_take_between(void)
{
	unsigned long lo = rnd(FRAMES);
	unsigned long hi = lo + rnd(FRAMES - lo) + 1;
	unsigned long n = 1 + rnd(20);
	__paddr_t min = paddr_of(lo);
	__paddr_t max = paddr_of(hi - 1) + PAGE_SIZE;
	__paddr_t paddr = __PADDR_ANY;
	unsigned long i;
	int rc = fa->falloc_from_range(fa, &paddr, n, 0, min, max);

	/* The lowest run there is, and one if there is one. */
	for (i = lo; i + n <= hi; i++)
		if (n <= zone_rest(i) && model_all(i, n, false))
			break;
	if (i + n > hi)
		return rc == -ENOMEM;
	if (rc || index_of(paddr) != i)
		return false;
	model_take(i, n);
	return true;
}

/* A run, part of one, or any frames: those that are not all used stay. */
static bool op_free(void)
{
	unsigned long i = rnd(FRAMES);
	unsigned long n = 1 + rnd(MIN(zone_rest(i), 30UL));
	int rc;

	if (rnd(4) && model[i]) {
		while (i && zone_rest(i - 1) > 1 && model[i - 1] == model[i])
			i--;
		n = model_run(i);
	}
	rc = fa->ffree(fa, paddr_of(i), n);
	if (!model_all(i, n, true))
		return rc == -EFAULT;
	/* What is left of a run behind the hole is a run of its own. */
	if (n < zone_rest(i) && model[i + n] &&
	    model[i + n] == model[i + n - 1]) {
		unsigned long rest = model_run(i + n);

		model_take(i + n, rest);
	}
	for (; n; i++, n--)
		model[i] = 0;
	return !rc;
}

static bool op_resize(void)
{
	unsigned long i = rnd(FRAMES);
	unsigned long old, n;
	int rc;

	if (!model[i])
		return !uk_fallocbuddy_run_length(fa, paddr_of(i));
	if (i && zone_rest(i - 1) > 1 && model[i - 1] == model[i])
		return !uk_fallocbuddy_run_length(fa, paddr_of(i));
	old = model_run(i);
	if (uk_fallocbuddy_run_length(fa, paddr_of(i)) != old)
		return false;

	n = 1 + rnd(old + 10);
	rc = uk_fallocbuddy_run_resize(fa, paddr_of(i), old, n);
	if (n > old &&
	    (n > zone_rest(i) || !model_all(i + old, n - old, false)))
		return rc == -ENOMEM;
	if (n > old)
		model_fill(i + old, n - old, model[i]);
	for (; n < old; n++)
		model[i + n] = 0;
	return !rc;
}

static bool model_step(void)
{
	switch (rnd(8)) {
	case 0:
	case 1:
		return op_take_any();
	case 2:
		return op_take_at();
	case 3:
		return op_take_between();
	case 4:
		return op_resize();
	default:
		return op_free();
	}
}

UK_TESTCASE(ukfallocbuddy, behaves_like_an_array)
{
	unsigned long step;
	bool ok = setup(0x9e3779b97f4a7c15);

	for (step = 0; ok && step < 20000; step++)
		ok = model_step() && (step % 16 || model_agrees());
	UK_TEST_ASSERTF(ok, "step %lu agrees with the model", step);

	/* Everything given back is in as few blocks as at the start. */
	for (unsigned long i = 0; i < FRAMES; i++)
		if (model[i])
			UK_TEST_EXPECT_ZERO(fa->ffree(fa, paddr_of(i), 1));
	UK_TEST_EXPECT_SNUM_EQ(fa->free_memory, FRAMES * PAGE_SIZE);
	UK_TEST_EXPECT(uk_fallocbuddy_check(fa));
	UK_TEST_EXPECT_SNUM_EQ(uk_fallocbuddy_largest(fa), 512);
}

UK_TESTCASE(ukfallocbuddy, hands_out_every_frame_once)
{
	unsigned long n = 0;
	__paddr_t paddr;

	UK_TEST_EXPECT(setup(1));
	while ((paddr = uk_falloc(fa, 1)) != __PADDR_INV) {
		model_take(index_of(paddr), 1);
		n++;
	}
	UK_TEST_EXPECT_SNUM_EQ(n, FRAMES);
	UK_TEST_EXPECT(model_all(0, FRAMES, true));
	UK_TEST_EXPECT_ZERO(fa->free_memory);
	UK_TEST_EXPECT_ZERO(uk_fallocbuddy_largest(fa));
	UK_TEST_EXPECT(model_agrees());
}

UK_TESTCASE(ukfallocbuddy, refuses_what_is_wrong)
{
	__paddr_t paddr = __PADDR_ANY;

	UK_TEST_EXPECT(setup(1));
	UK_TEST_EXPECT_SNUM_EQ(fa->falloc(fa, &paddr, 0, 0), -EINVAL);
	UK_TEST_EXPECT_SNUM_EQ(fa->falloc(fa, &paddr, FRAMES, 0), -ENOMEM);
	UK_TEST_EXPECT_SNUM_EQ(fa->falloc(fa, &paddr, ~0UL, 0), -ENOMEM);
	paddr = paddr_of(0) + 1;
	UK_TEST_EXPECT_SNUM_EQ(fa->falloc(fa, &paddr, 1, 0), -EINVAL);
	paddr = paddr_of(0) - PAGE_SIZE;
	UK_TEST_EXPECT_SNUM_EQ(fa->falloc(fa, &paddr, 2, 0), -EFAULT);

	/* frees: of what is free, foreign, unaligned, over the edge */
	UK_TEST_EXPECT_SNUM_EQ(fa->ffree(fa, paddr_of(5), 1), -EFAULT);
	UK_TEST_EXPECT_SNUM_EQ(fa->ffree(fa, 0x1000, 1), -EFAULT);
	UK_TEST_EXPECT_SNUM_EQ(fa->ffree(fa, paddr_of(5) + 8, 1), -EINVAL);
	UK_TEST_EXPECT_SNUM_EQ(fa->ffree(fa, paddr_of(5), 0), -EINVAL);
	UK_TEST_EXPECT_SNUM_EQ(fa->ffree(fa, paddr_of(0), ~0UL), -EFAULT);
	paddr = uk_falloc(fa, 1);
	UK_TEST_EXPECT_ZERO(fa->ffree(fa, paddr, 1));
	UK_TEST_EXPECT_SNUM_EQ(fa->ffree(fa, paddr, 1), -EFAULT);

	/* memory that is there already, in whole or in part */
	UK_TEST_EXPECT_SNUM_EQ(add_zone(0, 1, metadata[1]), -EINVAL);
	UK_TEST_EXPECT_SNUM_EQ(fa->addmem(fa, metadata[1],
					  paddr_of(0) - PAGE_SIZE, 2,
					  (__vaddr_t)memory),
			       -EINVAL);
	UK_TEST_EXPECT_SNUM_EQ(fa->addmem(fa, metadata[1], paddr_of(0),
					  ~0UL >> PAGE_SHIFT,
					  (__vaddr_t)memory),
			       -EINVAL);
	UK_TEST_EXPECT_SNUM_EQ(fa->free_memory, FRAMES * PAGE_SIZE);
	UK_TEST_EXPECT(uk_fallocbuddy_check(fa));
}

/* A run longer than any block is found where blocks lie side by side. */
UK_TESTCASE(ukfallocbuddy, joins_blocks_for_a_long_run)
{
	__paddr_t paddr = __PADDR_ANY;

	UK_TEST_EXPECT(setup(1));
	UK_TEST_EXPECT_SNUM_EQ(
		fa->falloc(fa, &paddr, 1000, FALLOC_FLAG_ALIGNED), -ENOMEM);
	UK_TEST_EXPECT_ZERO(fa->falloc(fa, &paddr, 1000, 0));
	UK_TEST_EXPECT_SNUM_EQ(uk_fallocbuddy_run_length(fa, paddr), 1000);
	UK_TEST_EXPECT_SNUM_EQ(fa->free_memory, (FRAMES - 1000) * PAGE_SIZE);
	UK_TEST_EXPECT(uk_fallocbuddy_check(fa));
	UK_TEST_EXPECT_ZERO(uk_fallocbuddy_run_free(fa, paddr + PAGE_SIZE));
	UK_TEST_EXPECT_SNUM_EQ(uk_fallocbuddy_run_free(fa, paddr), 1000);
	UK_TEST_EXPECT_ZERO(uk_fallocbuddy_run_free(fa, paddr));
	UK_TEST_EXPECT(uk_fallocbuddy_check(fa));
}

/* A zone goes when all of it is free, merged or not, and comes again. */
UK_TESTCASE(ukfallocbuddy, takes_memory_back)
{
	__paddr_t paddr = paddr_of(ZONE0_FRAMES + 5);

	UK_TEST_EXPECT(setup(1));
	UK_TEST_EXPECT_SNUM_EQ(uk_fallocbuddy_remmem(fa, paddr), -EFAULT);
	UK_TEST_EXPECT_ZERO(fa->falloc(fa, &paddr, 1, 0));
	UK_TEST_EXPECT_SNUM_EQ(
		uk_fallocbuddy_remmem(fa, paddr_of(ZONE0_FRAMES)), -EBUSY);
	UK_TEST_EXPECT_SNUM_EQ(fa->free_memory, (FRAMES - 1) * PAGE_SIZE);
	UK_TEST_EXPECT(uk_fallocbuddy_check(fa));
	UK_TEST_EXPECT_ZERO(fa->ffree(fa, paddr, 1)); /* it is hot */
	UK_TEST_EXPECT_ZERO(uk_fallocbuddy_remmem(fa, paddr_of(ZONE0_FRAMES)));
	UK_TEST_EXPECT_SNUM_EQ(fa->free_memory, ZONE0_FRAMES * PAGE_SIZE);
	UK_TEST_EXPECT_SNUM_EQ(fa->total_memory, ZONE0_FRAMES * PAGE_SIZE);
	UK_TEST_EXPECT(uk_fallocbuddy_check(fa));
	UK_TEST_EXPECT_SNUM_EQ(fa->falloc(fa, &paddr, 1, 0), -EFAULT);
	UK_TEST_EXPECT_ZERO(add_zone(ZONE0_FRAMES, ZONE1_FRAMES, metadata[1]));
	UK_TEST_EXPECT_ZERO(fa->falloc(fa, &paddr, 1, 0));
	UK_TEST_EXPECT(uk_fallocbuddy_check(fa));
}

uk_testsuite_register(ukfallocbuddy, NULL);
