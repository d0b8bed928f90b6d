package io.onefold.fraud;

/// A refusal of what a person asked for: reviews, rules, policies, lists.
public final class ProblemException extends RuntimeException {

    private final transient Problem problem;

    public ProblemException(Problem problem) {
        super(problem.code().wireName() + ": " + problem.detail() + said(problem));
        this.problem = problem;
    }

    public ProblemException(ProblemCode code, String detail) {
        this(Problem.of(code, detail));
    }

    private static String said(Problem problem) {
        return problem.errors().isEmpty() ? "" : " " + problem.errors();
    }

    public Problem problem() {
        return problem;
    }
}
