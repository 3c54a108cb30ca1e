/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
#ifndef __PIC_PRIV_H__
#define __PIC_PRIV_H__

#include <stdbool.h>

/* Makes the CPU hear the 8259s. False if there is no memory for it now. */
bool pic_wire_to_cpu(void);

#endif /* __PIC_PRIV_H__ */
