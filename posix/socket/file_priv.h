/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* file.c: what a driver with files of its own needs of the usual ones. */
#ifndef __FILE_PRIV_H__
#define __FILE_PRIV_H__

struct vattr;
struct vfscore_file;

int socket_file_getattr(struct vfscore_file *fp, struct vattr *va);
void socket_file_release(struct vfscore_file *fp);

#endif /* __FILE_PRIV_H__ */
