/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * What a loader left in memory, by Multiboot or PVH: the first byte chooses,
 * then comes the information itself, then memory from address 0x1000 on.
 */
#include <string.h>
#include <uk/assert.h>
#include <uk/essentials.h>
#include "../../../boot/common/tests/fake_machine.h"
#include "../../../boot/multiboot/multiboot_priv.h"
#include "../../../boot/pvh/pvh_priv.h"

#define MEMORY (64UL << 10)
#define DATA   0x1000UL

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	union {
		struct multiboot_info mi;
		struct hvm_start_info si;
	} u;
	struct boot_state bs;
	uint8_t pvh = size && (*data & 1);

	memset(&u, 0, sizeof(u));
	boot_begin(&bs, fake_start(MEMORY), "fuzz");
	if (size > 1) {
		size_t n = MIN(size - 1, sizeof(u));

		memcpy(&u, data + 1, n);
		fake_put(DATA, data + 1 + n, MIN(size - 1 - n, MEMORY - DATA));
	}
	if (pvh)
		pvh_read(&bs, &u.si);
	else
		multiboot_read(&bs, &u.mi);
	if (boot_end(&bs) == 0)
		UK_BUGON(fake_check(&bs));
	fake_stop();
	return 0;
}
