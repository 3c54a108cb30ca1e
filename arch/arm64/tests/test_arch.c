/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Page-table entries, address ranges, random numbers, the device window. */
#include <errno.h>
#include <stddef.h>
#include <uk/arch/paging.h>
#include <uk/arch/random.h>
#include <uk/essentials.h>
#include <uk/test.h>
#include <arch/mmio.h>
#include <arch/mmu.h>

#define PADDR 0x0000123456600000UL

/* Whatever a page is made with can be read from its entry again. */
UK_TESTCASE(arch_arm64, test_pte_attributes)
{
	static const unsigned long prots[] = {
		PAGE_ATTR_PROT_NONE,
		PAGE_ATTR_PROT_READ,
		PAGE_ATTR_PROT_RW,
		PAGE_ATTR_PROT_READ | PAGE_ATTR_PROT_EXEC,
	};
	static const unsigned long others[] = {
		0,
		PAGE_ATTR_GLOBAL,
		PAGE_ATTR_TYPE_DEVICE,
		PAGE_ATTR_TYPE_NORMAL_NC | PAGE_ATTR_GLOBAL,
		PAGE_ATTR_TYPE_NORMAL_WT | PAGE_ATTR_SHAREABLE_OS,
		PAGE_ATTR_TYPE_DEVICE_nGnRnE | PAGE_ATTR_SHAREABLE_NS,
	};
	unsigned int bad = 0;

	for (unsigned int lvl = 0; lvl <= PT_MAP_LEVEL_MAX; lvl++) {
		for (unsigned int i = 0; i < ARRAY_SIZE(prots); i++) {
			for (unsigned int j = 0; j < ARRAY_SIZE(others); j++) {
				unsigned long attr = prots[i] | others[j];
				__paddr_t paddr =
					PAGE_Lx_ALIGN_DOWN(PADDR, lvl);
				__pte_t pte = arch_pte_leaf(paddr, attr, lvl);

				bad += arch_pte_attr(pte, lvl) != attr ||
				       PT_Lx_PTE_PADDR(pte, lvl) != paddr ||
				       !PT_Lx_PTE_PRESENT(pte, lvl) ||
				       !PAGE_Lx_IS(pte, lvl);
			}
		}
	}
	UK_TEST_EXPECT_ZERO(bad);
}

UK_TESTCASE(arch_arm64, test_pte_hardware)
{
	__pte_t none = arch_pte_leaf(PADDR, PAGE_ATTR_PROT_NONE, 0);
	__pte_t text = arch_pte_leaf(
		PADDR, PAGE_ATTR_PROT_READ | PAGE_ATTR_PROT_EXEC, 0);
	__pte_t data = arch_pte_set_attr(text, PAGE_ATTR_PROT_RW, 0);
	__pte_t table = arch_pte_table(PADDR);

	UK_TEST_EXPECT_ZERO(none & ARM64_PTE_VALID);
	UK_TEST_EXPECT_ZERO(
		PT_Lx_PTE_PRESENT(PT_Lx_PTE_CLEAR_PRESENT(none, 0), 0));
	UK_TEST_EXPECT_ZERO(PT_Lx_PTE_PRESENT(PT_Lx_PTE_INVALID(0), 0));
	UK_TEST_EXPECT_NOT_ZERO(text & ARM64_PTE_RO);
	UK_TEST_EXPECT_ZERO(text & ARM64_PTE_PXN);
	UK_TEST_EXPECT_ZERO(data & ARM64_PTE_RO);
	UK_TEST_EXPECT_NOT_ZERO(data & ARM64_PTE_PXN);
	/* never open to EL0 */
	UK_TEST_EXPECT_ZERO((text | data) & (1UL << 6));
	UK_TEST_EXPECT_ZERO(PAGE_Lx_IS(table, 1));
	UK_TEST_EXPECT_SNUM_EQ(PT_Lx_PTE_PADDR(table, 1), PADDR);
}

UK_TESTCASE(arch_arm64, test_ranges)
{
	UK_TEST_EXPECT(ukarch_vaddr_range_isvalid(0, 0x7fffffffffff));
	UK_TEST_EXPECT(!ukarch_vaddr_range_isvalid(0, 0x800000000000));
	UK_TEST_EXPECT(!ukarch_vaddr_range_isvalid(0, __VADDR_MAX));
	UK_TEST_EXPECT(
		ukarch_vaddr_range_isvalid(UPPER_HALF_BASE, __VADDR_MAX));
	UK_TEST_EXPECT(!ukarch_vaddr_range_isvalid(__VADDR_MAX, 0));
	UK_TEST_EXPECT(!ukarch_vaddr_isvalid(__VADDR_INV));
	UK_TEST_EXPECT(ukarch_paddr_range_isvalid(0, 0xffffffff));
	UK_TEST_EXPECT(!ukarch_paddr_isvalid(__PADDR_INV));
}

/* With the instructions or without: an answer, and no other number. */
UK_TESTCASE(arch_arm64, test_random)
{
	__u64 a = 1, b = 1;
	__u32 c = 1;
	int there = ukarch_random_init();

	if (there) {
		UK_TEST_EXPECT_NOT_ZERO(ukarch_random_u64(&a));
		UK_TEST_EXPECT_NOT_ZERO(ukarch_random_seed_u64(&b));
		UK_TEST_EXPECT_NOT_ZERO(ukarch_random_u32(&c));
		UK_TEST_EXPECT(a == 1 && b == 1 && c == 1);
		return;
	}
	UK_TEST_EXPECT_ZERO(ukarch_random_u64(&a));
	UK_TEST_EXPECT_ZERO(ukarch_random_seed_u64(&b));
	UK_TEST_EXPECT_ZERO(ukarch_random_u32(&c));
	UK_TEST_EXPECT(a != b);
}

UK_TESTCASE(arch_arm64, test_mmio_window)
{
	volatile void *a = arm64_mmio_map(0x3ff0000000 + 0x1234, 4);

	UK_TEST_EXPECT(a);
	UK_TEST_EXPECT_SNUM_EQ((__vaddr_t)a & 0x1fffff, 0x1234);
	UK_TEST_EXPECT(arm64_mmio_map(0x3ff0001234, 0x1000) == a);
	UK_TEST_EXPECT(arm64_mmio_map(0x3ff0000000, PAGE_LARGE_SIZE + 1) != a);
	UK_TEST_EXPECT(!arm64_mmio_map(0x1000, 0));
	UK_TEST_EXPECT(!arm64_mmio_map(__PADDR_MAX - 1, 4));
	UK_TEST_EXPECT(!arm64_mmio_map(0, 1UL << 40));
}

uk_testsuite_register(arch_arm64, NULL);
