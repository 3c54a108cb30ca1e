/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The life of a thread: creation in its forms, end, what is left behind. */
#include <errno.h>
#include <arch/percpu.h>
#include <uk/falloc.h>
#include <uk/plat/paging.h>
#include <uk/sched_impl.h>
#include <uk/test.h>
#include <uk/test_alloc.h>

static struct uk_sched *sched(void)
{
	return uk_sched_current();
}

/* Lets everybody else run, and the reaper behind them. */
static void settle(void)
{
	unsigned int i;

	for (i = 0; i < 4; i++)
		uk_sched_yield();
}

/* ---- functions, arguments, names ---- */

static unsigned int calls;
static void *seen[2];
static const char *seen_name;
static uintptr_t seen_sp;

static void fn0(void)
{
	calls++;
	seen_name = uk_thread_current()->name;
	seen_sp = (uintptr_t)__builtin_frame_address(0);
}

static void fn1(void *arg)
{
	fn0();
	seen[0] = arg;
}

static void fn2(void *arg0, void *arg1)
{
	fn0();
	seen[0] = arg0;
	seen[1] = arg1;
}

UK_TESTCASE(uksched_thread, runs_functions_with_their_arguments)
{
	int a, b;

	calls = 0;
	UK_TEST_EXPECT_NOT_NULL(uk_sched_thread_create_fn0(
		sched(), fn0, 0, false, false, "zero", NULL, NULL));
	settle();
	UK_TEST_EXPECT_SNUM_EQ(calls, 1);
	UK_TEST_EXPECT_BYTES_EQ(seen_name, "zero", 5);

	UK_TEST_EXPECT_NOT_NULL(
		uk_sched_thread_create(sched(), fn1, &a, "one"));
	settle();
	UK_TEST_EXPECT_SNUM_EQ(calls, 2);
	UK_TEST_EXPECT_PTR_EQ(seen[0], &a);

	UK_TEST_EXPECT_NOT_NULL(uk_sched_thread_create_fn2(
		sched(), fn2, &a, &b, 8192, true, true, "two", NULL, NULL));
	settle();
	UK_TEST_EXPECT_SNUM_EQ(calls, 3);
	UK_TEST_EXPECT_PTR_EQ(seen[0], &a);
	UK_TEST_EXPECT_PTR_EQ(seen[1], &b);
}

UK_TESTCASE(uksched_thread, stacks_are_aligned)
{
	calls = 0;
	uk_sched_thread_create(sched(), fn1, NULL, "aligned");
	settle();
	UK_TEST_EXPECT_SNUM_EQ(calls, 1);
	UK_TEST_EXPECT_ZERO(seen_sp & UKARCH_SP_ALIGN_MASK);
	UK_TEST_EXPECT_SNUM_EQ(UKARCH_SP_ALIGN, 16);
}

/* ---- objects of the caller ---- */

UK_TESTCASE(uksched_thread, runs_an_object_of_the_caller)
{
	static struct uk_thread t;
	static char stack[8192] __align(16);

	calls = 0;
	UK_TEST_EXPECT_ZERO(uk_thread_init_bare_fn1(
		&t, fn1, &calls, ukarch_gen_sp(stack, sizeof(stack)), 0, false,
		NULL, "bare", NULL, NULL));
	UK_TEST_EXPECT_ZERO(uk_sched_thread_add(sched(), &t));
	UK_TEST_EXPECT_SNUM_EQ(uk_sched_thread_add(sched(), &t), -EINVAL);
	settle();
	UK_TEST_EXPECT_SNUM_EQ(calls, 1);
	UK_TEST_EXPECT_PTR_EQ(seen[0], &calls);
	UK_TEST_EXPECT(seen_sp > (uintptr_t)stack &&
		       seen_sp < (uintptr_t)stack + sizeof(stack));
	UK_TEST_EXPECT(uk_thread_is_exited(&t));
}

/* ---- join ---- */

static void sleep_then_count(void *arg)
{
	uk_sched_thread_sleep((__nsec)(uintptr_t)arg);
	calls++;
}

UK_TESTCASE(uksched_thread, join_waits_for_the_end)
{
	struct uk_thread *t;

	calls = 0;
	t = uk_sched_thread_create_joinable(sched(), sleep_then_count,
					    (void *)(uintptr_t)2000000, "j");
	UK_TEST_EXPECT_NOT_NULL(t);
	UK_TEST_EXPECT_ZERO(uk_sched_thread_join(t));
	UK_TEST_EXPECT_SNUM_EQ(calls, 1);

	/* When it is over already */
	t = uk_sched_thread_create_joinable(sched(), fn1, NULL, "j");
	settle();
	UK_TEST_EXPECT(uk_thread_is_exited(t));
	UK_TEST_EXPECT_ZERO(uk_sched_thread_join(t));
	UK_TEST_EXPECT_SNUM_EQ(calls, 2);
	UK_TEST_EXPECT_SNUM_EQ(uk_sched_thread_join(uk_thread_current()),
			       -EDEADLK);
}

/* ---- the end ---- */

static unsigned int dtors, gcs;
static void *gc_arg;

static void count_dtor(struct uk_thread *t __unused)
{
	dtors++;
}

static void count_gc(struct uk_thread *t, void *arg)
{
	gcs += t != uk_thread_current();
	gc_arg = arg;
}

static void exit_with_gc(void *arg)
{
	uk_sched_thread_exit2(count_gc, arg);
}

UK_TESTCASE(uksched_thread, gc_and_dtor_run_once_after_the_end)
{
	dtors = 0;
	gcs = 0;
	uk_sched_thread_create_fn1(sched(), exit_with_gc, &gcs, 0, false, false,
				   "gc", NULL, count_dtor);
	UK_TEST_EXPECT_ZERO(dtors);
	settle();
	UK_TEST_EXPECT_SNUM_EQ(gcs, 1);
	UK_TEST_EXPECT_PTR_EQ(gc_arg, &gcs);
	UK_TEST_EXPECT_SNUM_EQ(dtors, 1);
}

static void block_for_ever(void *arg __unused)
{
	uk_thread_block(uk_thread_current());
	uk_sched_yield();
	calls++;
}

UK_TESTCASE(uksched_thread, terminate_ends_threads_in_every_state)
{
	struct uk_thread *t;
	__snsec wakeup_time;

	calls = 0;
	dtors = 0;
	/* Ready */
	t = uk_sched_thread_create_fn1(sched(), fn1, NULL, 0, false, false,
				       "ready", NULL, count_dtor);
	uk_sched_thread_terminate(t);
	settle();
	UK_TEST_EXPECT_SNUM_EQ(dtors, 1);
	/* Blocked */
	t = uk_sched_thread_create_fn1(sched(), block_for_ever, NULL, 0, false,
				       false, "blocked", NULL, count_dtor);
	settle();
	uk_sched_thread_terminate(t);
	settle();
	UK_TEST_EXPECT_SNUM_EQ(dtors, 2);
	/* Asleep: its timer must not fire any more */
	t = uk_sched_thread_create_fn1(
		sched(), sleep_then_count, (void *)(uintptr_t)100000000000, 0,
		false, false, "asleep", NULL, count_dtor);
	settle();
	wakeup_time = t->wakeup_time;
	UK_TEST_EXPECT_NOT_ZERO(uk_timer_pending(&t->timer));
	uk_sched_thread_terminate(t);
	settle();
	UK_TEST_EXPECT_SNUM_EQ(dtors, 3);
	UK_TEST_EXPECT(uk_timer_next() != (__nsec)wakeup_time);
	UK_TEST_EXPECT_ZERO(calls);
}

UK_TESTCASE(uksched_thread, a_thread_can_be_taken_out_and_put_back)
{
	struct uk_thread *t;

	calls = 0;
	t = uk_sched_thread_create(sched(), fn1, NULL, "out");
	UK_TEST_EXPECT_ZERO(uk_sched_thread_remove(t));
	UK_TEST_EXPECT_SNUM_EQ(uk_sched_thread_remove(t), -EINVAL);
	settle();
	UK_TEST_EXPECT_ZERO(calls);
	UK_TEST_EXPECT_ZERO(uk_sched_thread_add(sched(), t));
	settle();
	UK_TEST_EXPECT_SNUM_EQ(calls, 1);
	UK_TEST_EXPECT_SNUM_EQ(uk_sched_thread_remove(uk_thread_current()),
			       -EINVAL);
}

/* ---- hooks ---- */

static unsigned int inits[3], terms[3];
static unsigned int term_order[3], terms_total;
static int fail_hook = -1;
static struct uk_thread *hook_parent;

static int hook_init(unsigned int i)
{
	if (fail_hook == (int)i)
		return -ENOMEM;
	inits[i]++;
	return 0;
}

static void hook_term(unsigned int i)
{
	terms[i]++;
	if (terms_total < 3)
		term_order[terms_total++] = i;
}

static int init0(struct uk_thread *child __unused, struct uk_thread *parent)
{
	hook_parent = parent;
	return hook_init(0);
}

static void term0(struct uk_thread *child __unused)
{
	hook_term(0);
}

static int init1(struct uk_thread *child __unused,
		 struct uk_thread *parent __unused)
{
	return hook_init(1);
}

static void term1(struct uk_thread *child __unused)
{
	hook_term(1);
}

static int init2(struct uk_thread *child __unused,
		 struct uk_thread *parent __unused)
{
	return hook_init(2);
}

static void term2(struct uk_thread *child __unused)
{
	hook_term(2);
}

UK_THREAD_INIT_PRIO_FLAGS(init0, term0, 0, 0);
UK_THREAD_INIT_PRIO(init1, term1, 4);
UK_THREAD_INIT(init2, term2);

static void hooks_reset(int fail)
{
	unsigned int i;

	for (i = 0; i < 3; i++) {
		inits[i] = 0;
		terms[i] = 0;
	}
	terms_total = 0;
	fail_hook = fail;
}

UK_TESTCASE(uksched_thread, hooks_run_in_order_and_back)
{
	hooks_reset(-1);
	uk_sched_thread_create(sched(), fn1, NULL, "hooks");
	UK_TEST_EXPECT_SNUM_EQ(inits[0] + inits[1] + inits[2], 3);
	UK_TEST_EXPECT_PTR_EQ(hook_parent, uk_thread_current());
	settle();
	UK_TEST_EXPECT_SNUM_EQ(terms_total, 3);
	UK_TEST_EXPECT_SNUM_EQ(term_order[0], 2);
	UK_TEST_EXPECT_SNUM_EQ(term_order[2], 0);

	/* Those that want TLS or vectors are not for this thread */
	hooks_reset(-1);
	uk_sched_thread_create_kernel(sched(), fn1, NULL, "kernel");
	settle();
	UK_TEST_EXPECT_SNUM_EQ(inits[0], 1);
	UK_TEST_EXPECT_ZERO(inits[1] + inits[2]);
	UK_TEST_EXPECT_SNUM_EQ(terms_total, 1);
}

UK_TESTCASE(uksched_thread, a_hook_that_fails_undoes_those_before)
{
	hooks_reset(2);
	UK_TEST_EXPECT_NULL(uk_sched_thread_create(sched(), fn1, NULL, "fail"));
	fail_hook = -1;
	UK_TEST_EXPECT_SNUM_EQ(inits[0], 1);
	UK_TEST_EXPECT_SNUM_EQ(inits[1], 1);
	UK_TEST_EXPECT_SNUM_EQ(terms[0], 1);
	UK_TEST_EXPECT_SNUM_EQ(terms[1], 1);
	UK_TEST_EXPECT_ZERO(inits[2] + terms[2]);
}

/* ---- memory ---- */

UK_TESTCASE(uksched_thread, every_allocation_may_fail)
{
	struct uk_test_alloc ta;
	struct uk_thread *t;
	unsigned long n;

	uk_test_alloc_init(&ta, sched()->a);
	for (n = 1;; n++) {
		uk_test_alloc_fail_at(&ta, n);
		t = uk_thread_create_fn1(&ta.a, fn1, NULL, &ta.a, 8192, &ta.a,
					 false, "fail", NULL, NULL);
		if (uk_test_alloc_count(&ta) < n)
			break;
		UK_TEST_EXPECT_NULL(t);
		UK_TEST_EXPECT_ZERO(uk_test_alloc_live(&ta));
	}
	UK_TEST_EXPECT_SNUM_EQ(n, 4); /* object, stack, TLS */
	UK_TEST_EXPECT_NOT_NULL(t);
	if (t)
		uk_thread_release(t);
	UK_TEST_EXPECT_ZERO(uk_test_alloc_live(&ta));
}

static int no_frames(struct uk_falloc *fa __unused, __paddr_t *paddr __unused,
		     unsigned long frames __unused,
		     unsigned long flags __unused)
{
	return -ENOMEM;
}

UK_TESTCASE(uksched_thread, without_frames_for_its_stacks_there_is_no_thread)
{
	struct uk_falloc *fa = ukplat_pt_get_active()->fa;
	__typeof__(fa->falloc) falloc = fa->falloc;
	struct uk_test_alloc ta;
	struct uk_thread *t;

	/* With the own stack, then with the kernel stack as the first to fail
	 */
	uk_test_alloc_init(&ta, sched()->a);
	uk_thread_stack_trim();
	fa->falloc = no_frames;
	t = uk_thread_create_fn1(&ta.a, fn1, NULL, uk_thread_stack_allocator(),
				 0, NULL, true, "fail", NULL, NULL);
	UK_TEST_EXPECT_NULL(t);
	UK_TEST_EXPECT_ZERO(uk_test_alloc_live(&ta));
	fa->falloc = falloc;

	t = uk_thread_create_fn1(&ta.a, fn1, NULL, &ta.a, 8192, NULL, true,
				 "fail", NULL, NULL);
	UK_TEST_EXPECT_NOT_NULL(t);
	uk_thread_stack_trim();
	fa->falloc = no_frames;
	UK_TEST_EXPECT_SNUM_EQ(uk_sched_thread_add(sched(), t), -ENOMEM);
	fa->falloc = falloc;
	UK_TEST_EXPECT_ZERO(uk_sched_thread_add(sched(), t));
	settle();
	UK_TEST_EXPECT_ZERO(uk_test_alloc_live(&ta));
}

#define MANY 10000

UK_TESTCASE(uksched_thread, ten_thousand_threads_leave_nothing)
{
	struct uk_falloc *fa = ukplat_pt_get_active()->fa;
	__sz before;
	unsigned int i, joined = 0;
	struct uk_thread *t;

	calls = 0;
	uk_thread_stack_trim();
	before = fa->free_memory;
	for (i = 0; i < MANY; i++) {
		t = uk_sched_thread_create_joinable(sched(), fn1, NULL, "many");
		if (t && uk_sched_thread_join(t) == 0)
			joined++;
	}
	UK_TEST_EXPECT_SNUM_EQ(joined, MANY);
	UK_TEST_EXPECT_SNUM_EQ(calls, MANY);
	uk_thread_stack_trim();
	UK_TEST_EXPECT_SNUM_EQ(fa->free_memory, before);
}

#define CROWD 100

UK_TESTCASE(uksched_thread, a_crowd_at_once_leaves_nothing)
{
	struct uk_falloc *fa = ukplat_pt_get_active()->fa;
	unsigned int i, created = 0;
	__sz before = 0, round;

	/* The first round is the heap's: it keeps what it took for objects */
	for (round = 0; round < 2; round++) {
		calls = 0;
		created = 0;
		uk_thread_stack_trim();
		before = fa->free_memory;
		for (i = 0; i < CROWD; i++)
			created += uk_sched_thread_create(sched(), fn1, NULL,
							  "crowd") != NULL;
		settle();
		uk_thread_stack_trim();
	}
	UK_TEST_EXPECT_SNUM_EQ(created, CROWD);
	UK_TEST_EXPECT_SNUM_EQ(calls, CROWD);
	UK_TEST_EXPECT_SNUM_EQ(fa->free_memory, before);
}

/* ---- what goes with a thread ---- */

static void limited(void)
{
	calls += arch_percpu()->app_limit == 0;
	arch_percpu()->app_limit = 0x1000;
	uk_sched_yield();
	calls += arch_percpu()->app_limit == 0x1000;
}

UK_TESTCASE(uksched_thread, a_programs_limit_goes_with_its_thread)
{
	unsigned int i, others = 0;

	calls = 0;
	UK_TEST_EXPECT_NOT_NULL(uk_sched_thread_create_fn0(
		sched(), limited, 0, false, false, NULL, NULL, NULL));
	for (i = 0; i < 4; i++) {
		uk_sched_yield();
		others += arch_percpu()->app_limit != 0;
	}
	UK_TEST_EXPECT_SNUM_EQ(calls, 2);
	UK_TEST_EXPECT_ZERO(others);
}

uk_testsuite_register(uksched_thread, NULL);
