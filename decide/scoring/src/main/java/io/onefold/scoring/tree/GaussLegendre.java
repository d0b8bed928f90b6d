package io.onefold.scoring.tree;

/// The Gauss-Legendre rule of n points on the interval 0 to 1: exact for polynomials of degree 2n −
/// 1. (NIST Digital Library of Mathematical Functions, 3.5(v).)
///
/// The arrays are handed over, not copied.
///
/// @param points rising
/// @param weights sum to 1
record GaussLegendre(double[] points, double[] weights) {

    private static final int STEPS_MAX = 100;

    /// Finds the roots of the Legendre polynomial by Newton's method, from Tricomi's first guess.
    static GaussLegendre of(int n) {
        double[] points = new double[n];
        double[] weights = new double[n];
        for (int i = 0; i < n; i++) {
            double x = -Math.cos(Math.PI * (i + 0.75) / (n + 0.5));
            double slope = 0;
            double step = 1;
            for (int s = 0; s < STEPS_MAX && Math.abs(step) > 1e-16; s++) {
                double[] legendre = legendre(n, x);
                slope = legendre[1];
                step = legendre[0] / slope;
                x -= step;
            }
            points[i] = (1 + x) / 2;
            weights[i] = 1 / ((1 - x * x) * slope * slope);
        }
        return new GaussLegendre(points, weights);
    }

    /// The polynomial of degree n and its slope, by the three-term recurrence.
    private static double[] legendre(int n, double x) {
        double before = 0;
        double value = 1;
        for (int k = 1; k <= n; k++) {
            double next = ((2 * k - 1) * x * value - (k - 1) * before) / k;
            before = value;
            value = next;
        }
        return new double[] {value, n * (before - x * value) / (1 - x * x)};
    }
}
