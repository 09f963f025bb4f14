/* The numbers of a chart. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "paper/chart_inside.h"

struct chart_scale
chart_scale(double max, int whole)
{
	struct chart_scale	s;
	double			power, rough = max / 5;

	power = pow(10, floor(log10(rough)));
	s.step = rough <= power ? power : rough <= 2 * power ? 2 * power :
	    rough <= 5 * power ? 5 * power : 10 * power;
	if (whole && s.step < 1)
		s.step = 1;
	s.top = ceil(max / s.step - 1e-9) * s.step;
	return s;
}

int
chart_is_whole(const struct chart *c)
{
	size_t	i, k;
	double	v;

	for (i = 0; i < c->nseries; i++)
		for (k = 0; k < c->ncategories; k++) {
			v = chart_length(c->series[i].values[k]);
			if (v < floor(v) || v > floor(v))
				return 0;
		}
	return 1;
}

/* Digits in threes, with a point between. */
static void
put_grouped(char *to, size_t size, uint64_t v)
{
	char	digits[24];
	size_t	i, n, k = 0;

	(void)snprintf(digits, sizeof(digits), "%llu", (unsigned long long)v);
	n = strlen(digits);
	for (i = 0; i < n && k + 2 < size; i++) {
		if (i > 0 && (n - i) % 3 == 0)
			to[k++] = '.';
		to[k++] = digits[i];
	}
	to[k] = '\0';
}

void
chart_number(double v, char text[CHART_NUMBER])
{
	const char	*sign = v < 0 ? "-" : "";
	char		 whole[32], part[8] = "";
	uint64_t	 hundredths;

	if (isnan(v)) {
		(void)snprintf(text, CHART_NUMBER, "–");
		return;
	}
	if (fabs(v) >= CHART_MOST) {
		(void)snprintf(text, CHART_NUMBER, "%s1 triệu tỷ trở lên",
		    sign);
		return;
	}
	hundredths = (uint64_t)llround(fabs(v) * 100);
	put_grouped(whole, sizeof(whole), hundredths / 100);
	if (hundredths % 100 != 0)
		(void)snprintf(part, sizeof(part), ",%02u",
		    (unsigned)(hundredths % 100));
	if (hundredths % 10 == 0 && *part != '\0')
		part[2] = '\0';
	(void)snprintf(text, CHART_NUMBER, "%s%s%s", sign, whole, part);
}

/* What a bar shows of a number: there is no bar for less than nothing. */
double
chart_length(double v)
{
	return !(v > 0) ? 0 : v > CHART_MOST ? CHART_MOST : v;
}

double
chart_total(const struct chart *c, size_t category)
{
	double	v, sum = 0;
	size_t	i, known = 0;

	for (i = 0; i < c->nseries; i++) {
		v = c->series[i].values[category];
		known += isnan(v) ? 0 : 1;
		sum += chart_length(v);
	}
	return known > 0 ? sum : NAN;
}

double
chart_max(const struct chart *c)
{
	double	v, max = 0;
	size_t	i, k;

	for (k = 0; k < c->ncategories; k++) {
		if (c->kind == CHART_STACKED)
			max = fmax(max, chart_length(chart_total(c, k)));
		else
			for (i = 0; i < c->nseries; i++) {
				v = chart_length(c->series[i].values[k]);
				max = fmax(max, v);
			}
	}
	return max;
}

void
chart_mark(size_t series, size_t category, char text[CHART_NUMBER])
{
	(void)snprintf(text, CHART_NUMBER,
	    " data-series=\"%zu\" data-category=\"%zu\"", series, category);
}
