/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#ifndef __UK_LIBPARAM_PRIV_H__
#define __UK_LIBPARAM_PRIV_H__

#include <uk/libparam.h>

/*
 * value.c: reads one element from text[0..len) and stores it at index. With
 * index beyond the end nothing is stored, but the text is checked. A string
 * is terminated in place. 0, or -EINVAL or -ERANGE.
 */
int libparam_value_set(const struct uk_libparam *param, unsigned int index,
		       char *text, __sz len);

/* value.c: what messages call the type */
const char *libparam_type_name(const struct uk_libparam *param);

#endif /* __UK_LIBPARAM_PRIV_H__ */
