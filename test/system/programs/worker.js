// SPDX-License-Identifier: BSD-3-Clause
// SPDX-FileCopyrightText: The Epimetheus Authors
const { Worker, isMainThread, parentPort, workerData } =
	require('worker_threads');

if (isMainThread) {
	const done = [1, 2, 3].map((n) => new Promise((resolve) =>
		new Worker(__filename, { workerData: n }).on('message', resolve)));
	Promise.all(done).then((all) => console.log(all));
} else {
	parentPort.postMessage(workerData * workerData);
}
