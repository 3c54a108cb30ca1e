// SPDX-License-Identifier: BSD-3-Clause
// SPDX-FileCopyrightText: The Epimetheus Authors
public class Hello {
	public static void main(String[] args) throws Exception {
		Thread thread = new Thread(() -> System.out.println("thread"));

		thread.start();
		thread.join();
		System.out.println(java.util.stream.IntStream.range(0, 10).sum());
	}
}
