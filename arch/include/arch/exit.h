/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* The machine's exit status, where the virtual machine has a device for it. */
#ifndef __ARCH_EXIT_H__
#define __ARCH_EXIT_H__

/*
 * Says that the program ended with result (0..255), for a monitor that knows
 * the machine's status too: x86_64 writes it to port 0x502, where QEMU's
 * isa-debugcon may listen; arm64 writes it to a virtio console if semihosting's
 * command line is "result", and ends the machine with it unless it is 0.
 * Returns if there is no such device.
 */
void arch_exit_result(int result);

/*
 * Hands status (1..127) to the monitor: x86_64 writes it to QEMU's
 * isa-debug-exit at port 0x501 (QEMU ends with 2 * status + 1), arm64 uses
 * semihosting. Returns if there is no such device; then power off.
 */
void arch_exit_status(int status);

#endif /* __ARCH_EXIT_H__ */
