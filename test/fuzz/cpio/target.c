/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Any bytes as an archive: what the iterator gives lies inside them. */
#include <stdint.h>
#include <string.h>
#include <uk/assert.h>
#include <uk/cpio.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const struct ukcpio_entry *entry, const uint8_t *data,
		  size_t size)
{
	const char *begin = (const char *)data;
	const char *end = begin + size;
	const char *contents = entry->data;

	UK_BUGON(entry->name < begin || entry->name_len < 1);
	UK_BUGON(entry->name_len >= (size_t)(end - entry->name));
	UK_BUGON(strlen(entry->name) != entry->name_len);
	UK_BUGON(contents < begin || contents > end);
	UK_BUGON(entry->data_len > (size_t)(end - contents));
	(void)ukcpio_entry_intact(entry);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ukcpio_iter iter;
	struct ukcpio_entry entry;
	__sz pos = 0;
	int rc;

	ukcpio_iter_init(&iter, data, size);
	while ((rc = ukcpio_next(&iter, &entry)) > 0) {
		check(&entry, data, size);
		UK_BUGON(iter.pos <= pos || iter.pos > size);
		pos = iter.pos;
	}
	UK_BUGON(rc < 0 && iter.pos != pos);
	return 0;
}
