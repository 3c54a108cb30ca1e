/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include "fake_pager.h"

struct fake_pager fake;

static void fake_get(struct uk_pager *pager __unused)
{
	fake.areas++;
}

static void fake_put(struct uk_pager *pager __unused)
{
	fake.areas--;
}

static int fake_get_page(struct uk_pager *pager __unused, __u64 offset,
			 int write, __paddr_t *paddr)
{
	__u64 i = offset >> PAGE_SHIFT;

	if (i >= fake.size)
		return -ENXIO;
	if (fake.waits && fake.waits--)
		return -EAGAIN;
	fake.pins++;
	fake.writes += write != 0;
	*paddr = fake.frame[i];
	return 0;
}

static void fake_put_page(struct uk_pager *pager __unused, __u64 offset,
			  __paddr_t paddr)
{
	UK_ASSERT(paddr == fake.frame[offset >> PAGE_SHIFT]);
	fake.pins--;
}

static int fake_dirty(struct uk_pager *pager __unused, __u64 offset __unused)
{
	if (fake.waits && fake.waits--)
		return -EAGAIN;
	if (fake.full)
		return -ENOSPC;
	fake.writes++;
	return 0;
}

static int fake_has_page(struct uk_pager *pager __unused, __u64 offset)
{
	return offset >> PAGE_SHIFT < fake.size;
}

static const struct uk_pager_ops fake_ops = {
	.get = fake_get,
	.put = fake_put,
	.get_page = fake_get_page,
	.put_page = fake_put_page,
	.dirty = fake_dirty,
	.has_page = fake_has_page,
};

unsigned char *fake_byte(unsigned long i)
{
	return (unsigned char *)ukplat_page_kmap(tv.pt, fake.frame[i], 1, 0);
}

bool fake_start(void)
{
	fake = (struct fake_pager){.size = FAKE_PAGES};
	uk_pager_init(&fake.pager, &fake_ops);
	for (unsigned long i = 0; i < FAKE_PAGES; i++) {
		fake.frame[i] = uk_falloc(tv.pt->fa, 1);
		if (fake.frame[i] == __PADDR_INV)
			return false;
		*fake_byte(i) = (unsigned char)(i + 1);
	}
	return true;
}

bool fake_stop(void)
{
	for (unsigned long i = 0; i < FAKE_PAGES; i++)
		uk_ffree(tv.pt->fa, fake.frame[i], 1);
	return !fake.pins && !fake.areas && !uk_pager_is_mapped(&fake.pager);
}
