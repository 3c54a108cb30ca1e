/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#include <stdint.h>
#include <string.h>
#include <uk/arch/tls.h>
#include <uk/test.h>

#define AREA_MAX 8192

UK_TESTCASE(arch_tls, layout)
{
	static char buf[AREA_MAX + 256];
	__sz align = ukarch_tls_area_align();
	__sz size = ukarch_tls_area_size();
	char *area;
	__uptr tlsp;

	UK_TEST_EXPECT(align && !(align & (align - 1)));
	UK_TEST_EXPECT_SNUM_GE(ukarch_tls_tcb_size(), sizeof(void *));
	if (size > AREA_MAX || align > 256)
		return; /* the application's variables are large */

	area = (char *)(((uintptr_t)buf + align - 1) & ~(align - 1));
	memset(buf, 0xaa, sizeof(buf));
	ukarch_tls_area_init(area);
	tlsp = ukarch_tls_tlsp(area);
	UK_TEST_EXPECT_ZERO(tlsp & (align - 1));
	UK_TEST_EXPECT_PTR_EQ(ukarch_tls_area_get(tlsp), area);
	UK_TEST_EXPECT((char *)ukarch_tls_tcb_get(tlsp) >= area);
	UK_TEST_EXPECT((char *)ukarch_tls_tcb_get(tlsp) +
			       ukarch_tls_tcb_size() <=
		       area + size);
	UK_TEST_EXPECT_SNUM_EQ((unsigned char)area[size], 0xaa);
}

uk_testsuite_register(arch_tls, NULL);
