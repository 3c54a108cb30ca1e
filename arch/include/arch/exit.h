/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The machine's exit status, where the virtual machine has a device for it. */
#ifndef __ARCH_EXIT_H__
#define __ARCH_EXIT_H__

/*
 * Hands status (1..127) to the monitor: x86_64 writes it to QEMU's
 * isa-debug-exit at port 0x501 (QEMU ends with 2 * status + 1), arm64 uses
 * semihosting. Returns if there is no such device; then power off.
 */
void arch_exit_status(int status);

#endif /* __ARCH_EXIT_H__ */
