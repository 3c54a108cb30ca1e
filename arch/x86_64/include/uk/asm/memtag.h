/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* No memory tags here; <uk/arch/memtag.h> is the way in. */
#ifndef __UKARCH_MEMTAG_H__
#error "Include <uk/arch/memtag.h>"
#endif

#define _MEMTAG_GRANULE 1
