/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The Epimetheus Authors */
/* Floating point numbers from application code to the formatter and back. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <uk/test.h>

static char out[128];

#define EXPECT_TEXT(want, ...)                                        \
	do {                                                          \
		snprintf(out, sizeof(out), __VA_ARGS__);              \
		UK_TEST_ASSERTF(strcmp(out, want) == 0, "%s: \"%s\"", \
				#__VA_ARGS__, out);                   \
	} while (0)

UK_TESTCASE(nolibc_posix_float, printf)
{
	char *s;
	volatile double zero = 0;

	EXPECT_TEXT("3.141593 -0.5 1e+100", "%f %g %g", 3.14159265, -0.5,
		    1e100);
	EXPECT_TEXT("1 2.5 3 x 4.5", "%d %.1f %d %s %g", 1, 2.5, 3, "x", 4.5);
	EXPECT_TEXT("0x1.8p+1 -inf nan", "%a %f %f", 3.0, -1 / zero,
		    __builtin_nan(""));
	/* more than there are registers for */
	EXPECT_TEXT("1 2 3 4 5 6 7 8 9 10 11",
		    "%g %g %g %g %g %g %g %g %g %g %d", 1., 2., 3., 4., 5., 6.,
		    7., 8., 9., 10., 11);
	EXPECT_TEXT("0.1 7 -1e+300 0 inf", "%Lg %d %Lg %Lg %Lg", 0.1L, 7,
		    -1e300L, 0.0L, __builtin_infl());
	sprintf(out, "%.3e", 12345.678);
	UK_TEST_EXPECT_ZERO(strcmp(out, "1.235e+04"));
	UK_TEST_EXPECT_SNUM_EQ(asprintf(&s, "%.2f", 2.675), 4);
	UK_TEST_EXPECT_ZERO(strcmp(s, "2.67"));
	free(s);
	UK_TEST_EXPECT_SNUM_EQ(printf("%.3f\n", 1.0 / 3), 6);
}

UK_TESTCASE(nolibc_posix_float, scanf_and_strtod)
{
	double d = 0;
	float f = 0;

	UK_TEST_EXPECT_SNUM_EQ(sscanf("0.1 -1e5", "%lf %f", &d, &f), 2);
	UK_TEST_EXPECT(d == 0.1 && f == -1e5f);
	UK_TEST_EXPECT(strtod("0x1.8p1", NULL) == 3);
	UK_TEST_EXPECT(strtof("1e10", NULL) == 1e10f);
	UK_TEST_EXPECT(atof("  2.5e1x") == 25);
	UK_TEST_EXPECT(difftime(5, 3) == 2);
}

uk_testsuite_register(nolibc_posix_float, NULL);
