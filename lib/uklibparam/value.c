/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* From text to a variable of the right type */
#include <errno.h>
#include <string.h>
#include "libparam_priv.h"

static int digit_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return 16;
}

/* The base that a number's prefix says; *pos is moved behind the prefix. */
static unsigned int number_base(const char *text, __sz len, __sz *pos)
{
	if (len - *pos < 2 || text[*pos] != '0')
		return 10;
	*pos += 2;
	switch (text[*pos - 1]) {
	case 'x':
	case 'X':
		return 16;
	case 'b':
	case 'B':
		return 2;
	default:
		*pos -= 1;
		return 8;
	}
}

static int number_parse(const char *text, __sz len, __u64 *value, int *negative)
{
	__sz pos = 0;
	unsigned int base, digit;

	*negative = len && text[0] == '-';
	if (len && (text[0] == '-' || text[0] == '+'))
		pos++;
	base = number_base(text, len, &pos);
	if (pos == len)
		return -EINVAL;
	for (*value = 0; pos < len; pos++) {
		digit = (unsigned int)digit_value(text[pos]);
		if (digit >= base)
			return -EINVAL;
		if (*value > (~(__u64)0 - digit) / base)
			return -ERANGE;
		*value = *value * base + digit;
	}
	return 0;
}

/* The largest magnitude that fits into size bytes */
static __u64 number_limit(unsigned int size, int is_signed, int negative)
{
	__u64 max = ~(__u64)0 >> (64 - 8 * size);

	if (!is_signed)
		return negative ? 0 : max;
	return (max >> 1) + (negative ? 1 : 0);
}

static void number_store(void *to, unsigned int size, __u64 value)
{
	const __u8 v8 = (__u8)value;
	const __u16 v16 = (__u16)value;
	const __u32 v32 = (__u32)value;

	switch (size) {
	case 1:
		memcpy(to, &v8, size);
		break;
	case 2:
		memcpy(to, &v16, size);
		break;
	case 4:
		memcpy(to, &v32, size);
		break;
	default:
		memcpy(to, &value, sizeof(value));
		break;
	}
}

static int number_set(const struct uk_libparam *param, void *to,
		      const char *text, __sz len)
{
	__u64 value;
	int negative, rc;

	rc = number_parse(text, len, &value, &negative);
	if (rc)
		return rc;
	if (value > number_limit(param->size, param->type == UK_LIBPARAM_SIGNED,
				 negative))
		return -ERANGE;
	if (to)
		number_store(to, param->size, negative ? -value : value);
	return 0;
}

static int bool_set(void *to, const char *text, __sz len)
{
	static const char *const words[] = {
		"0", "1", "n", "y", "no", "yes", "off", "on", "false", "true",
	};
	unsigned int i;
	bool value;

	for (i = 0; i < ARRAY_SIZE(words); i++) {
		if (strlen(words[i]) != len || memcmp(words[i], text, len) != 0)
			continue;
		value = i & 1;
		if (to)
			memcpy(to, &value, sizeof(value));
		return 0;
	}
	return -EINVAL;
}

int libparam_value_set(const struct uk_libparam *param, unsigned int index,
		       char *text, __sz len)
{
	void *to = NULL;

	if (index < param->capacity)
		to = (char *)param->addr + (__sz)index * param->size;

	switch ((enum uk_libparam_type)param->type) {
	case UK_LIBPARAM_UNSIGNED:
	case UK_LIBPARAM_SIGNED:
		return number_set(param, to, text, len);
	case UK_LIBPARAM_BOOL:
		return bool_set(to, text, len);
	case UK_LIBPARAM_CHAR:
		if (len != 1)
			return -EINVAL;
		if (to)
			memcpy(to, text, 1);
		return 0;
	case UK_LIBPARAM_STRING:
		if (to) {
			text[len] = '\0';
			memcpy(to, &text, sizeof(text));
		}
		return 0;
	}
	return -EINVAL;
}

const char *libparam_type_name(const struct uk_libparam *param)
{
	static const char *const names[] = {
		[UK_LIBPARAM_UNSIGNED] = "unsigned integer",
		[UK_LIBPARAM_SIGNED] = "integer",
		[UK_LIBPARAM_CHAR] = "character",
		[UK_LIBPARAM_BOOL] = "bool",
		[UK_LIBPARAM_STRING] = "string",
	};

	return names[param->type];
}
