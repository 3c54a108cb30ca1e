/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Locks under contention. A thread gives way wherever that might hurt. */
#include <uk/isr/mutex.h>
#include <uk/isr/semaphore.h>
#include <uk/mutex.h>
#include <uk/rwlock.h>
#include <uk/semaphore.h>
#include <uk/spinlock.h>
#include <uk/test.h>

#define THREADS 6
#define ROUNDS	200
#define MSEC	1000000ULL

static struct uk_thread *threads[THREADS];

static void start(uk_thread_fn1_t fn)
{
	uintptr_t i;

	for (i = 0; i < THREADS; i++)
		threads[i] = uk_sched_thread_create_joinable(
			uk_sched_current(), fn, (void *)i, "locker");
}

static unsigned int join(void)
{
	unsigned int i, joined = 0;

	for (i = 0; i < THREADS; i++)
		joined += threads[i] && !uk_sched_thread_join(threads[i]);
	return joined;
}

/* Gives way now and then, differently for each caller. */
static void maybe_yield(void)
{
	static unsigned int seed;

	seed = seed * 1103515245 + 12345;
	if (seed >> 16 & 1)
		uk_sched_yield();
}

static unsigned int inside, worst, done;

static void enter(void)
{
	inside++;
	if (inside > worst)
		worst = inside;
}

static void reset(void)
{
	inside = 0;
	worst = 0;
	done = 0;
}

/* ---- mutex ---- */

static struct uk_mutex mutex = UK_MUTEX_INITIALIZER(mutex);

static void mutex_user(void *arg __unused)
{
	unsigned int i;

	for (i = 0; i < ROUNDS; i++) {
		uk_mutex_lock(&mutex);
		enter();
		maybe_yield();
		inside--;
		done++;
		uk_mutex_unlock(&mutex);
		maybe_yield();
	}
}

UK_TESTCASE(uklock, mutex_lets_one_in)
{
	reset();
	start(mutex_user);
	UK_TEST_EXPECT_SNUM_EQ(join(), THREADS);
	UK_TEST_EXPECT_SNUM_EQ(worst, 1);
	UK_TEST_EXPECT_SNUM_EQ(done, THREADS * ROUNDS);
	UK_TEST_EXPECT_ZERO(uk_mutex_is_locked(&mutex));
	UK_TEST_EXPECT_NULL(mutex.owner);
}

UK_TESTCASE(uklock, mutex_is_recursive)
{
	struct uk_mutex m;

	uk_mutex_init(&m);
	uk_mutex_lock(&m);
	uk_mutex_lock(&m);
	UK_TEST_EXPECT_SNUM_EQ(uk_mutex_trylock(&m), 1);
	uk_mutex_unlock(&m);
	uk_mutex_unlock(&m);
	UK_TEST_EXPECT_SNUM_EQ(uk_mutex_is_locked(&m), 1);
	uk_mutex_unlock(&m);
	UK_TEST_EXPECT_SNUM_EQ(uk_mutex_is_locked(&m), 0);
}

static void try_only(void *arg __unused)
{
	done += uk_mutex_trylock(&mutex);
	done += uk_mutex_trylock_isr(&mutex);
	done += uk_mutex_lock_deadline(&mutex,
				       ukplat_monotonic_clock() + 2 * MSEC);
}

UK_TESTCASE(uklock, mutex_that_is_taken_is_not_given)
{
	reset();
	uk_mutex_lock(&mutex);
	start(try_only);
	UK_TEST_EXPECT_SNUM_EQ(join(), THREADS);
	UK_TEST_EXPECT_ZERO(done);
	uk_mutex_unlock(&mutex);
	UK_TEST_EXPECT_SNUM_EQ(uk_mutex_trylock(&mutex), 1);
	uk_mutex_unlock(&mutex);
}

static void lock_once(void *arg __unused)
{
	uk_mutex_lock(&mutex);
	done++;
	uk_mutex_unlock(&mutex);
}

/* One who unlocks and locks again at once does not keep it for ever. */
UK_TESTCASE(uklock, mutex_does_not_starve_its_waiters)
{
	unsigned int i;

	reset();
	uk_mutex_lock(&mutex);
	start(lock_once);
	uk_sched_yield();
	for (i = 0; i < 4 * THREADS; i++) {
		uk_mutex_unlock(&mutex);
		uk_mutex_lock(&mutex);
		uk_sched_yield();
	}
	UK_TEST_EXPECT_SNUM_EQ(done, THREADS);
	uk_mutex_unlock(&mutex);
	UK_TEST_EXPECT_SNUM_EQ(join(), THREADS);
}

/* Waiters whose time is up among waiters that stay: no wake-up gets lost. */
static void impatient(void *arg)
{
	unsigned int i;

	for (i = 0; i < 20; i++) {
		__nsec until = ukplat_monotonic_clock() +
			       ((uintptr_t)arg + i) % 7 * 20000;

		if ((uintptr_t)arg % 2) {
			uk_mutex_lock(&mutex);
		} else if (!uk_mutex_lock_deadline(&mutex, until)) {
			uk_sched_yield();
			continue;
		}
		enter();
		uk_sched_thread_sleep(30000);
		inside--;
		done++;
		uk_mutex_unlock(&mutex);
	}
}

UK_TESTCASE(uklock, mutex_with_time_outs)
{
	reset();
	start(impatient);
	UK_TEST_EXPECT_SNUM_EQ(join(), THREADS);
	UK_TEST_EXPECT_SNUM_EQ(worst, 1);
	UK_TEST_EXPECT_SNUM_GE(done, THREADS / 2 * 20);
	UK_TEST_EXPECT_ZERO(uk_mutex_is_locked(&mutex));
}

static DEFINE_WAIT_QUEUE(wq);
static unsigned int flag;

static void set_flag(void *arg __unused)
{
	uk_mutex_lock(&mutex);
	flag = 1;
	uk_waitq_wake_up(&wq);
	uk_mutex_unlock(&mutex);
}

UK_TESTCASE(uklock, a_wait_releases_the_mutex)
{
	flag = 0;
	uk_mutex_lock(&mutex);
	start(set_flag);
	uk_waitq_wait_event_mutex(&wq, flag, &mutex);
	UK_TEST_EXPECT_PTR_EQ(mutex.owner, uk_thread_current());
	uk_mutex_unlock(&mutex);
	UK_TEST_EXPECT_SNUM_EQ(join(), THREADS);
	uk_mutex_lock(&mutex);
	UK_TEST_EXPECT_SNUM_EQ(
		uk_waitq_wait_event_deadline_mutex(
			&wq, !flag, ukplat_monotonic_clock() + MSEC, &mutex),
		1);
	uk_mutex_unlock(&mutex);
}

/* ---- semaphore ---- */

static struct uk_semaphore sem;

static void sem_user(void *arg __unused)
{
	unsigned int i;

	for (i = 0; i < ROUNDS; i++) {
		uk_semaphore_down(&sem);
		enter();
		maybe_yield();
		inside--;
		done++;
		uk_semaphore_up(&sem);
		maybe_yield();
	}
}

UK_TESTCASE(uklock, semaphore_lets_its_count_in)
{
	reset();
	uk_semaphore_init(&sem, 3);
	start(sem_user);
	UK_TEST_EXPECT_SNUM_EQ(join(), THREADS);
	UK_TEST_EXPECT_SNUM_LE(worst, 3);
	UK_TEST_EXPECT_SNUM_GE(worst, 2);
	UK_TEST_EXPECT_SNUM_EQ(done, THREADS * ROUNDS);
	UK_TEST_EXPECT_SNUM_EQ(sem.count, 3);
}

UK_TESTCASE(uklock, semaphore_does_not_wait_longer_than_told)
{
	__nsec begin, took;

	uk_semaphore_init(&sem, 1);
	UK_TEST_EXPECT_SNUM_EQ(uk_semaphore_down_try(&sem), 1);
	UK_TEST_EXPECT_SNUM_EQ(uk_semaphore_down_try(&sem), 0);
	UK_TEST_EXPECT_SNUM_EQ(uk_semaphore_down_try_isr(&sem), 0);
	begin = ukplat_monotonic_clock();
	UK_TEST_EXPECT(uk_semaphore_down_to(&sem, 5 * MSEC) == __NSEC_MAX);
	took = ukplat_monotonic_clock() - begin;
	UK_TEST_EXPECT_SNUM_GE(took, 5 * MSEC);
	UK_TEST_EXPECT_SNUM_LT(took, 10000 * MSEC);
	UK_TEST_EXPECT(uk_semaphore_down_to(&sem, 0) == __NSEC_MAX);
	uk_semaphore_up(&sem);
	UK_TEST_EXPECT(uk_semaphore_down_to(&sem, MSEC) != __NSEC_MAX);
}

static unsigned int gave_up;

static void down_to(void *arg)
{
	__nsec timeout = (uintptr_t)arg % 2 ? 60000 * MSEC : 2 * MSEC;

	if (uk_semaphore_down_to(&sem, timeout) != __NSEC_MAX)
		done++;
	else
		gave_up++;
}

UK_TESTCASE(uklock, semaphore_hands_wake_ups_on)
{
	__nsec until = ukplat_monotonic_clock() + 30000 * MSEC;
	unsigned int i;

	reset();
	gave_up = 0;
	uk_semaphore_init(&sem, 0);
	start(down_to);
	/* However slow the machine is: until half of them have left */
	while (gave_up < THREADS / 2 && ukplat_monotonic_clock() < until)
		uk_sched_thread_sleep(2 * MSEC);
	UK_TEST_EXPECT_SNUM_EQ(gave_up, THREADS / 2);
	for (i = 0; i < THREADS / 2; i++)
		uk_semaphore_up(&sem);
	UK_TEST_EXPECT_SNUM_EQ(join(), THREADS);
	UK_TEST_EXPECT_SNUM_EQ(done, THREADS / 2);
	UK_TEST_EXPECT_ZERO(sem.count);
}

/* ---- read-write lock ---- */

static struct uk_rwlock rw = UK_RWLOCK_INITIALIZER(rw);
static unsigned int readers, most_readers, writers, broken;

static void rw_user(void *arg)
{
	unsigned int i;

	for (i = 0; i < ROUNDS; i++) {
		if ((i + (uintptr_t)arg) % 4 == 0) {
			uk_rwlock_wlock(&rw);
			writers++;
			broken += writers != 1 || readers != 0;
			maybe_yield();
			writers--;
			if (i % 3 == 0) {
				uk_rwlock_downgrade(&rw);
				broken += writers != 0;
				maybe_yield();
				uk_rwlock_runlock(&rw);
			} else {
				uk_rwlock_wunlock(&rw);
			}
		} else {
			uk_rwlock_rlock(&rw);
			readers++;
			if (readers > most_readers)
				most_readers = readers;
			broken += writers != 0;
			maybe_yield();
			readers--;
			uk_rwlock_runlock(&rw);
		}
		done++;
		maybe_yield();
	}
}

UK_TESTCASE(uklock, rwlock_lets_readers_or_one_writer_in)
{
	reset();
	broken = 0;
	most_readers = 0;
	start(rw_user);
	UK_TEST_EXPECT_SNUM_EQ(join(), THREADS);
	UK_TEST_EXPECT_ZERO(broken);
	UK_TEST_EXPECT_SNUM_GE(most_readers, 2);
	UK_TEST_EXPECT_SNUM_EQ(done, THREADS * ROUNDS);
}

static void rw_try(void *arg __unused)
{
	if (uk_rwlock_try_rlock(&rw)) {
		done++;
		uk_rwlock_runlock(&rw);
	}
	if (uk_rwlock_try_wlock(&rw)) {
		done += 100;
		uk_rwlock_wunlock(&rw);
	}
}

UK_TESTCASE(uklock, rwlock_tries_without_waiting)
{
	reset();
	uk_rwlock_rlock(&rw);
	start(rw_try);
	join();
	UK_TEST_EXPECT_SNUM_EQ(done, THREADS);

	reset();
	UK_TEST_EXPECT_SNUM_EQ(uk_rwlock_try_upgrade(&rw), 1);
	start(rw_try);
	join();
	UK_TEST_EXPECT_ZERO(done);

	uk_rwlock_downgrade(&rw);
	UK_TEST_EXPECT_SNUM_EQ(uk_rwlock_try_rlock(&rw), 1);
	UK_TEST_EXPECT_SNUM_EQ(uk_rwlock_try_upgrade(&rw), 0);
	uk_rwlock_runlock(&rw);
	uk_rwlock_runlock(&rw);
	UK_TEST_EXPECT_SNUM_EQ(uk_rwlock_try_wlock(&rw), 1);
	uk_rwlock_wunlock(&rw);
}

static unsigned int order[THREADS], arrived;

static void rw_in_order(void *arg)
{
	if ((uintptr_t)arg == 1) {
		uk_rwlock_wlock(&rw);
		order[arrived++] = (unsigned int)(uintptr_t)arg;
		uk_rwlock_wunlock(&rw);
	} else {
		uk_rwlock_rlock(&rw);
		order[arrived++] = (unsigned int)(uintptr_t)arg;
		uk_rwlock_runlock(&rw);
	}
}

/* Reader 0 shares it; writer 1 waits, so the readers behind him wait, too. */
UK_TESTCASE(uklock, rwlock_serves_in_order_of_arrival)
{
	unsigned int i;

	arrived = 0;
	uk_rwlock_rlock(&rw);
	start(rw_in_order);
	uk_sched_yield();
	UK_TEST_EXPECT_SNUM_EQ(arrived, 1);
	uk_rwlock_runlock(&rw);
	join();
	for (i = 0; i < THREADS; i++)
		UK_TEST_EXPECT_SNUM_EQ(order[i], i);
}

/* ---- spin lock ---- */

UK_TESTCASE(uklock, spin_lock)
{
	static struct uk_spinlock lock = UK_SPINLOCK_INITIALIZER();

	UK_TEST_EXPECT_ZERO(uk_spin_is_locked(&lock));
	uk_spin_lock(&lock);
	UK_TEST_EXPECT_NOT_ZERO(uk_spin_is_locked(&lock));
	UK_TEST_EXPECT_ZERO(uk_spin_trylock(&lock));
	uk_spin_unlock(&lock);
	UK_TEST_EXPECT_SNUM_EQ(uk_spin_trylock(&lock), 1);
	uk_spin_unlock(&lock);
	uk_spin_init(&lock);
	UK_TEST_EXPECT_ZERO(uk_spin_is_locked(&lock));
}

uk_testsuite_register(uklock, NULL);
