; SPDX-License-Identifier: BSD-3-Clause
; SPDX-FileCopyrightText: The Epimetheus Authors
bits 64
mov rax, 60
syscall
