/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <stdint.h>
#include <string.h>
#include <uk/falloc.h>
#include <uk/test.h>
#include "../initrd.c"
#include "machine.h"
#include "make.h"

static struct disk disk, archive, plain;

/* The machine boots with what the disk holds, and nobody has looked at it. */
static void start_at(size_t offset)
{
	machine_start(disk.data, disk.len, offset);
	second = (struct uk_initrd_part){0};
	first = UNKNOWN;
}

static void start(void)
{
	start_at(0);
}

static void clear(void)
{
	disk.len = archive.len = plain.len = 0;
}

static bool is(const struct uk_initrd_part *part, const struct disk *d)
{
	return part->len == d->len && !memcmp(part->base, d->data, d->len);
}

/* Nothing has been taken, and the disk is still there. */
static bool is_untouched(void)
{
	const struct ukplat_memregion_desc *mrd = machine_region();

	return machine_used() == 0 && machine_heap_live() == 0 &&
	       machine_back_len == 0 && mrd->len == disk.len &&
	       mrd->pbase == (__paddr_t)machine_given() &&
	       !memcmp(machine_given(), disk.data, disk.len);
}

static unsigned long pages(size_t len)
{
	return (len + 4095) / 4096;
}

UK_TESTCASE(ukinitrd, none)
{
	struct uk_initrd_part part;

	clear();
	machine_start(NULL, 0, 0);
	UK_TEST_EXPECT_SNUM_EQ(uk_initrd_get(&part), -ENXIO);
}

UK_TESTCASE(ukinitrd, what_is_not_compressed_stays)
{
	struct uk_initrd_part part;

	clear();
	make_archive(&disk, "a", 5000);
	start_at(100);
	UK_TEST_EXPECT_ZERO(uk_initrd_get(&part));
	UK_TEST_EXPECT_PTR_EQ(part.base, machine_given());
	UK_TEST_EXPECT_SNUM_EQ(part.len, disk.len);
	UK_TEST_EXPECT_ZERO(uk_initrd_next(&part, part.len));
	/* Padding, and what is nothing that is known */
	make_zeros(&disk, 511);
	start();
	UK_TEST_EXPECT_ZERO(uk_initrd_get(&part));
	UK_TEST_EXPECT_ZERO(uk_initrd_next(&part, part.len - 511));
	make_bytes(&disk, "garbage", 7);
	start();
	UK_TEST_EXPECT_ZERO(uk_initrd_get(&part));
	UK_TEST_EXPECT_ZERO(uk_initrd_next(&part, part.len - 518));
	UK_TEST_EXPECT(is_untouched());
}

UK_TESTCASE(ukinitrd, a_compressed_one_moves)
{
	struct uk_initrd_part part, again;

	clear();
	make_archive(&archive, "a", 50000);
	make_lz4(&disk, archive.data, archive.len);
	make_zeros(&disk, 13);
	start_at(4000);
	UK_TEST_EXPECT_ZERO(uk_initrd_get(&part));
	UK_TEST_EXPECT(is(&part, &archive));
	UK_TEST_EXPECT_ZERO((uintptr_t)part.base % 4096);
	UK_TEST_EXPECT_SNUM_EQ(machine_used(), pages(archive.len));
	UK_TEST_EXPECT_ZERO(machine_heap_live());
	/* The whole pages of where it was */
	UK_TEST_EXPECT_SNUM_EQ(machine_back_from, 96);
	UK_TEST_EXPECT_SNUM_EQ(machine_back_len, (disk.len - 96) / 4096 * 4096);
	UK_TEST_EXPECT_SNUM_EQ(machine_region()->pbase, (__paddr_t)part.base);
	UK_TEST_EXPECT_SNUM_EQ(machine_region()->len, archive.len);
	/* Once for all */
	UK_TEST_EXPECT_ZERO(uk_initrd_next(&part, part.len));
	UK_TEST_EXPECT_ZERO(uk_initrd_get(&again));
	UK_TEST_EXPECT_PTR_EQ(again.base, part.base);
	UK_TEST_EXPECT(is(&again, &archive));
	UK_TEST_EXPECT_SNUM_EQ(machine_used(), pages(archive.len));
}

/* What comes out may look compressed: that is not for us. */
UK_TESTCASE(ukinitrd, once_is_enough)
{
	struct uk_initrd_part part;

	clear();
	make_zstd(&archive, "text", 4);
	make_lz4(&disk, archive.data, archive.len);
	start();
	UK_TEST_EXPECT_ZERO(uk_initrd_get(&part));
	UK_TEST_EXPECT(is(&part, &archive));
	UK_TEST_EXPECT_ZERO(uk_initrd_get(&part));
	UK_TEST_EXPECT(is(&part, &archive));
	UK_TEST_EXPECT_ZERO(uk_initrd_next(&part, 0));
	/* Nor is there anything when nothing comes out */
	clear();
	make_bytes(&disk, "\x50\x2a\x4d\x18\2\0\0\0ab", 10);
	start();
	UK_TEST_EXPECT_ZERO(uk_initrd_get(&part));
	UK_TEST_EXPECT_ZERO(part.len);
	UK_TEST_EXPECT_ZERO(uk_initrd_next(&part, 0));
}

UK_TESTCASE(ukinitrd, an_archive_before_a_compressed_one_stays)
{
	struct uk_initrd_part part, next;

	clear();
	make_archive(&plain, "first", 9000);
	make_archive(&archive, "second", 30000);
	make_bytes(&disk, plain.data, plain.len);
	make_zeros(&disk, 9);
	make_zstd(&disk, archive.data, archive.len);
	start();
	UK_TEST_EXPECT_ZERO(uk_initrd_get(&part));
	UK_TEST_EXPECT_SNUM_EQ(part.len, disk.len);
	next = part;
	UK_TEST_EXPECT_SNUM_EQ(uk_initrd_next(&next, plain.len), 1);
	UK_TEST_EXPECT(is(&next, &archive));
	UK_TEST_EXPECT_SNUM_EQ(machine_back_from, 3 * 4096);
	UK_TEST_EXPECT_SNUM_EQ(machine_back_len,
			       disk.len / 4096 * 4096 - 3 * 4096);
	/* The second time they are there */
	UK_TEST_EXPECT_ZERO(uk_initrd_get(&part));
	UK_TEST_EXPECT(is(&part, &plain));
	UK_TEST_EXPECT_PTR_EQ(part.base, machine_given());
	UK_TEST_EXPECT_SNUM_EQ(uk_initrd_next(&part, part.len), 1);
	UK_TEST_EXPECT_PTR_EQ(part.base, next.base);
	UK_TEST_EXPECT(is(&part, &archive));
}

/* An archive in pieces; one that is not compressed comes to a page's start. */
UK_TESTCASE(ukinitrd, streams_are_one_behind_the_other)
{
	struct uk_initrd_part part;
	size_t len;

	clear();
	make_archive(&archive, "a", 20000);
	make_archive(&plain, "b", 6000);
	make_zstd(&disk, archive.data, 7001);
	make_lz4(&disk, archive.data + 7001, archive.len - 7001);
	make_zeros(&disk, 3);
	make_bytes(&disk, plain.data, plain.len);
	make_lz4(&disk, archive.data, archive.len);
	start();
	UK_TEST_EXPECT_ZERO(uk_initrd_get(&part));
	len = archive.len;
	make_zeros(&archive, 5 * 4096 - len);
	UK_TEST_EXPECT_SNUM_EQ(part.len, 5 * 4096 + plain.len + len);
	UK_TEST_EXPECT_ZERO(memcmp(part.base, archive.data, archive.len));
	UK_TEST_EXPECT_ZERO(
		memcmp(part.base + archive.len, plain.data, plain.len));
	UK_TEST_EXPECT_ZERO(
		memcmp(part.base + archive.len + plain.len, archive.data, len));
}

UK_TESTCASE(ukinitrd, damage_changes_nothing)
{
	struct uk_initrd_part part;

	clear();
	make_archive(&archive, "a", 3000);
	make_lz4(&disk, archive.data, archive.len);
	make_zstd(&disk, archive.data, archive.len);
	disk.len--;
	start();
	UK_TEST_EXPECT_SNUM_EQ(uk_initrd_get(&part), -EINVAL);
	UK_TEST_EXPECT(is_untouched());
	/* What is known, but not read here */
	clear();
	make_bytes(&disk,
		   "\xfd"
		   "7zXZ\0 and more",
		   15);
	start();
	UK_TEST_EXPECT_SNUM_EQ(uk_initrd_get(&part), -ENOTSUP);
	UK_TEST_EXPECT(is_untouched());
	/* An archive between streams */
	clear();
	make_archive(&archive, "a", 3000);
	make_lz4(&disk, archive.data, archive.len);
	make_bytes(&disk, archive.data, archive.len - 8);
	start();
	UK_TEST_EXPECT_SNUM_EQ(uk_initrd_get(&part), -EINVAL);
	UK_TEST_EXPECT(is_untouched());
	/* Behind an archive, which can be read */
	clear();
	make_archive(&archive, "a", 3000);
	make_bytes(&disk, archive.data, archive.len);
	make_lz4(&disk, archive.data, archive.len);
	disk.len--;
	start();
	UK_TEST_EXPECT_ZERO(uk_initrd_get(&part));
	UK_TEST_EXPECT_SNUM_EQ(uk_initrd_next(&part, archive.len), -EINVAL);
	UK_TEST_EXPECT_PTR_EQ(part.base, machine_given());
	UK_TEST_EXPECT(is_untouched());
	/* Behind streams it is ignored */
	clear();
	make_archive(&archive, "a", 3000);
	make_lz4(&disk, archive.data, archive.len);
	make_bytes(&disk, "garbage", 7);
	start();
	UK_TEST_EXPECT_ZERO(uk_initrd_get(&part));
	UK_TEST_EXPECT(is(&part, &archive));
}

UK_TESTCASE(ukinitrd, as_much_room_as_there_is)
{
	/* A frame of 4 MiB less what is kept in reserve */
	const unsigned int most = (MACHINE_FRAMES - 256) * 4 / 128;
	struct uk_initrd_part part;

	clear();
	make_bomb(&disk, most - 1);
	start();
	UK_TEST_EXPECT_ZERO(uk_initrd_get(&part));
	UK_TEST_EXPECT_SNUM_EQ(part.len, (most - 1) << 17);
	UK_TEST_EXPECT_SNUM_EQ(machine_used(), (most - 1) << 5);
	clear();
	make_bomb(&disk, 100);
	start();
	UK_TEST_EXPECT_SNUM_EQ(uk_initrd_get(&part), -ENOMEM);
	UK_TEST_EXPECT(is_untouched());
	/* A copy that has no room, where there was some */
	clear();
	make_bomb(&disk, most - 1);
	make_archive(&disk, "a", 150000);
	start();
	UK_TEST_EXPECT_SNUM_EQ(uk_initrd_get(&part), -ENOMEM);
	UK_TEST_EXPECT(is_untouched());
}

/* Memory that cannot be given back is lost, and no more than that. */
UK_TESTCASE(ukinitrd, too_small_to_be_given_back)
{
	struct uk_initrd_part part;

	clear();
	make_archive(&archive, "a", 50000);
	make_lz4(&disk, archive.data, archive.len);
	start();
	machine_back_rc = -ENOMEM;
	UK_TEST_EXPECT_ZERO(uk_initrd_get(&part));
	UK_TEST_EXPECT(is(&part, &archive));
	clear();
	make_archive(&archive, "a", 1000);
	make_lz4(&disk, archive.data, archive.len);
	start_at(2000);
	UK_TEST_EXPECT_ZERO(uk_initrd_get(&part));
	UK_TEST_EXPECT(is(&part, &archive));
	UK_TEST_EXPECT_ZERO(machine_back_len);
}

UK_TESTCASE(ukinitrd, no_memory)
{
	struct uk_initrd_part part;
	unsigned long n, failed = 0;
	int rc;

	clear();
	make_archive(&archive, "a", 3000);
	make_zstd(&disk, archive.data, archive.len);
	for (n = 1;; n++) {
		start();
		machine_fail_at(n);
		rc = uk_initrd_get(&part);
		if (machine_requests() < n)
			break;
		/* The first try at frames may fail: there is another */
		if (rc == 0)
			continue;
		failed++;
		UK_TEST_EXPECT_SNUM_EQ(rc, -ENOMEM);
		machine_fail_at(0);
		UK_TEST_EXPECT(is_untouched());
		UK_TEST_EXPECT_ZERO(uk_initrd_get(&part));
		UK_TEST_EXPECT(is(&part, &archive));
	}
	UK_TEST_EXPECT_ZERO(rc);
	UK_TEST_EXPECT_NOT_ZERO(failed);
	/* No frame at all */
	start();
	ukplat_pt_get_active()->fa->free_memory = 0;
	UK_TEST_EXPECT_SNUM_EQ(uk_initrd_get(&part), -ENOMEM);
}

uk_testsuite_register(ukinitrd, NULL);
