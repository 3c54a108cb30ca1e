/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The configuration: every CONFIG_* that is on, as the build generated it. */
#ifndef __UK_CONFIG_H__
#define __UK_CONFIG_H__

#include <uk/_config.h>

#endif /* __UK_CONFIG_H__ */
