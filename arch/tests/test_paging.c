/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <arch/mmu.h>
#include <uk/arch/paging.h>
#include <uk/test.h>

#define PADDR 0x12340000000UL /* 256 MiB aligned */

/* Every attribute that a page can have survives the entry's format. */
UK_TESTCASE(arch_paging, attributes_of_a_leaf)
{
	static const unsigned long attrs[] = {
		PAGE_ATTR_PROT_NONE,
		PAGE_ATTR_PROT_READ,
		PAGE_ATTR_PROT_RW,
		PAGE_ATTR_PROT_READ | PAGE_ATTR_PROT_EXEC,
		PAGE_ATTR_PROT_RWX,
		PAGE_ATTR_PROT_RW | PAGE_ATTR_GLOBAL,
		PAGE_ATTR_PROT_RW | PAGE_ATTR_TYPE_DEVICE,
	};

	for (unsigned int lvl = PAGE_LEVEL; lvl <= 1; lvl++) {
		for (unsigned int i = 0; i < ARRAY_SIZE(attrs); i++) {
			__pte_t pte = arch_pte_leaf(PADDR, attrs[i], lvl);

			UK_TEST_EXPECT(PT_Lx_PTE_PRESENT(pte, lvl));
			UK_TEST_EXPECT(PAGE_Lx_IS(pte, lvl));
			UK_TEST_EXPECT_SNUM_EQ(PT_Lx_PTE_PADDR(pte, lvl),
					       PADDR);
			UK_TEST_EXPECT_SNUM_EQ(arch_pte_attr(pte, lvl) &
						       PAGE_ATTR_PROT_MASK,
					       attrs[i] & PAGE_ATTR_PROT_MASK);
			pte = PT_Lx_PTE_CLEAR_PRESENT(pte, lvl);
			UK_TEST_EXPECT(!PT_Lx_PTE_PRESENT(pte, lvl));
		}
	}
}

UK_TESTCASE(arch_paging, attributes_change_and_the_frame_stays)
{
	__pte_t pte = arch_pte_leaf(PADDR, PAGE_ATTR_PROT_RW, PAGE_LEVEL);

	pte = arch_pte_set_attr(pte, PAGE_ATTR_PROT_NONE, PAGE_LEVEL);
	UK_TEST_EXPECT(PT_Lx_PTE_PRESENT(pte, PAGE_LEVEL));
	UK_TEST_EXPECT_ZERO(arch_pte_attr(pte, PAGE_LEVEL) &
			    PAGE_ATTR_PROT_MASK);
	pte = arch_pte_set_attr(pte, PAGE_ATTR_PROT_READ, PAGE_LEVEL);
	UK_TEST_EXPECT_SNUM_EQ(arch_pte_attr(pte, PAGE_LEVEL) &
				       PAGE_ATTR_PROT_MASK,
			       PAGE_ATTR_PROT_READ);
	UK_TEST_EXPECT_SNUM_EQ(PT_Lx_PTE_PADDR(pte, PAGE_LEVEL), PADDR);
}

UK_TESTCASE(arch_paging, tables)
{
	__pte_t pte = arch_pte_table(PADDR);

	for (unsigned int lvl = 1; lvl < PT_LEVELS; lvl++) {
		UK_TEST_EXPECT(PT_Lx_PTE_PRESENT(pte, lvl));
		UK_TEST_EXPECT(!PAGE_Lx_IS(pte, lvl));
		UK_TEST_EXPECT_SNUM_EQ(PT_Lx_PTE_PADDR(pte, lvl), PADDR);
	}
	UK_TEST_EXPECT(!PT_Lx_PTE_PRESENT(PT_Lx_PTE_INVALID(0), 0));
}

UK_TESTCASE(arch_paging, addresses)
{
	static const char in_rodata[] = "x";
	__paddr_t paddr = arch_virt_to_phys(in_rodata);
	const char *direct = arch_phys_to_direct(paddr);

	UK_TEST_EXPECT_SNUM_EQ(*direct, 'x');
	UK_TEST_EXPECT_SNUM_EQ(arch_virt_to_phys(direct), paddr);
	UK_TEST_EXPECT(arch_virt_to_phys((void *)8) == __PADDR_INV);
	UK_TEST_EXPECT(!ukarch_vaddr_isvalid(0x1234567800000000));
	UK_TEST_EXPECT(ukarch_vaddr_isvalid((__vaddr_t)in_rodata));
	UK_TEST_EXPECT(!ukarch_vaddr_range_isvalid(0x1000, KVA_BASE));
	UK_TEST_EXPECT(ukarch_paddr_range_isvalid(0, 0xffffffff));
	UK_TEST_EXPECT(!ukarch_paddr_isvalid(__PADDR_INV));
	UK_TEST_EXPECT(!ukarch_vaddr_isvalid(__VADDR_INV));
}

/* What has to be reserved for tables is enough, wherever the run starts. */
UK_TESTCASE(arch_paging, number_of_tables)
{
	UK_TEST_EXPECT_ZERO(PT_PAGES(0UL));
	UK_TEST_EXPECT_SNUM_GE(PT_PAGES(1UL), PT_LEVELS);
	UK_TEST_EXPECT_SNUM_GE(PT_Lx_PT_PAGES(0, 2UL), 2);
	UK_TEST_EXPECT_SNUM_GE(PT_Lx_PT_PAGES(0, 512UL), 2);
	UK_TEST_EXPECT_SNUM_GE(PT_Lx_PT_PAGES(0, 514UL), 3);
	UK_TEST_EXPECT_SNUM_LE(PT_Lx_PT_PAGES(0, 512UL * 512), 513);
}

uk_testsuite_register(arch_paging, NULL);
