/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/*
 * An entry is a header of 6 + 13 * 8 hexadecimal digits, the name with its
 * terminator, the data; name and data are padded so that what follows lies at
 * a multiple of 4 from the beginning. All lengths come from the archive: they
 * are compared with what is left, never added to a position before.
 */
#include <string.h>
#include <uk/assert.h>
#include <uk/cpio.h>
#include <uk/essentials.h>

#define MAGIC_LEN  6
#define FIELD_LEN  8
#define NR_FIELDS  13
#define HEADER_LEN (MAGIC_LEN + NR_FIELDS * FIELD_LEN)

static const char trailer[] = "TRAILER!!!";

/* The numbers of a header, in their order */
enum field {
	F_INO,
	F_MODE,
	F_UID,
	F_GID,
	F_NLINK,
	F_MTIME,
	F_FILESIZE,
	F_DEV_MAJOR,
	F_DEV_MINOR,
	F_RDEV_MAJOR,
	F_RDEV_MINOR,
	F_NAMESIZE,
	F_CHECK,
};

void ukcpio_iter_init(struct ukcpio_iter *iter, const void *buf, __sz len)
{
	UK_ASSERT(iter);
	UK_ASSERT(buf || !len);

	iter->base = buf;
	iter->len = len;
	iter->pos = 0;
}

/* 16 for what is no digit */
static __u32 digit_value(char c)
{
	if (c >= '0' && c <= '9')
		return (__u32)(c - '0');
	if (c >= 'a' && c <= 'f')
		return (__u32)(c - 'a' + 10);
	if (c >= 'A' && c <= 'F')
		return (__u32)(c - 'A' + 10);
	return 16;
}

/* Reads all numbers of a header; UKCPIO_SUCCESS or UKCPIO_INVALID_HEADER. */
static int fields_parse(const char *header, __u32 fields[NR_FIELDS])
{
	const char *pos = header + MAGIC_LEN;
	__u32 digit;
	int i, j;

	for (i = 0; i < NR_FIELDS; i++) {
		fields[i] = 0;
		for (j = 0; j < FIELD_LEN; j++) {
			digit = digit_value(*pos++);
			if (digit > 15)
				return UKCPIO_INVALID_HEADER;
			fields[i] = fields[i] << 4 | digit;
		}
	}
	return UKCPIO_SUCCESS;
}

/*
 * Takes len bytes and the padding behind them; NULL if there are less. Padding
 * may be missing at the very end.
 */
static const char *take(const struct ukcpio_iter *iter, __sz *pos, __sz len)
{
	const char *from = iter->base + *pos;

	if (len > iter->len - *pos)
		return NULL;
	*pos += len;
	*pos = MIN(iter->len, *pos + (-*pos & 3));
	return from;
}

static void entry_fill(struct ukcpio_entry *entry,
		       const __u32 fields[NR_FIELDS])
{
	entry->ino = fields[F_INO];
	entry->mode = fields[F_MODE];
	entry->uid = fields[F_UID];
	entry->gid = fields[F_GID];
	entry->nlink = fields[F_NLINK];
	entry->mtime = fields[F_MTIME];
	entry->dev_major = fields[F_DEV_MAJOR];
	entry->dev_minor = fields[F_DEV_MINOR];
	entry->rdev_major = fields[F_RDEV_MAJOR];
	entry->rdev_minor = fields[F_RDEV_MINOR];
	entry->check = fields[F_CHECK];
}

int ukcpio_next(struct ukcpio_iter *iter, struct ukcpio_entry *entry)
{
	__u32 fields[NR_FIELDS];
	const char *header;
	__sz pos;

	UK_ASSERT(iter);
	UK_ASSERT(entry);

	pos = iter->pos;
	if (iter->len - pos < HEADER_LEN)
		return UKCPIO_MALFORMED_INPUT;
	header = iter->base + pos;
	if (memcmp(header, "07070", 5) != 0 ||
	    (header[5] != '1' && header[5] != '2'))
		return UKCPIO_INVALID_HEADER;
	if (fields_parse(header, fields))
		return UKCPIO_INVALID_HEADER;
	pos += HEADER_LEN;

	/* the name ends where its length says, and nowhere before */
	entry->name = take(iter, &pos, fields[F_NAMESIZE]);
	if (!entry->name || fields[F_NAMESIZE] < 2)
		return UKCPIO_MALFORMED_INPUT;
	entry->name_len = fields[F_NAMESIZE] - 1;
	if (memchr(entry->name, '\0', fields[F_NAMESIZE]) !=
	    entry->name + entry->name_len)
		return UKCPIO_MALFORMED_INPUT;

	entry->data_len = fields[F_FILESIZE];
	entry->data = take(iter, &pos, entry->data_len);
	if (!entry->data)
		return UKCPIO_MALFORMED_INPUT;
	entry->has_check = header[5] == '2';
	entry_fill(entry, fields);
	iter->pos = pos;
	return strcmp(entry->name, trailer) != 0;
}

int ukcpio_entry_intact(const struct ukcpio_entry *entry)
{
	const unsigned char *data = entry->data;
	__u32 sum = 0;
	__sz i;

	if (!entry->has_check)
		return 1;
	for (i = 0; i < entry->data_len; i++)
		sum += data[i];
	return sum == entry->check;
}
