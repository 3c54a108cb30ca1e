/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Power control by the firmware: PSCI 0.2 and later. */
#ifndef __UK_PSCI_H__
#define __UK_PSCI_H__

#ifdef __cplusplus
extern "C" {
#endif

/* Switch off, or start again. They return only when there is no PSCI or it
 * refuses.
 */
void psci_system_off(void);
void psci_system_reset(void);

#ifdef __cplusplus
}
#endif

#endif /* __UK_PSCI_H__ */
