const ITERATIONS = 1000;
const RELATIVE_CHANGE = 1e-12;

const norm = (vector: Float64Array): number => Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));

/**
 * The largest singular value of a row-major (rows, columns) matrix, by power iteration on AᵀA from a fixed start vector
 * (Golub & Van Loan, "Matrix Computations", §8.2). Deterministic; approaches the value from below.
 */
export const spectralNorm = (matrix: ArrayLike<number>, rows: number, columns: number): number => {
  // Unequal entries: a constant start is orthogonal to the top singular vector of many a structured matrix.
  let vector = Float64Array.from({ length: columns }, (_, j) => 1 + Math.sin(j + 1) / 2);
  let previous = 0;
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    const length = norm(vector);
    if (length === 0) return 0;
    const image = new Float64Array(rows);
    const pulledBack = new Float64Array(columns);
    for (let i = 0; i < rows; i++) {
      let sum = 0;
      for (let j = 0; j < columns; j++) sum += (matrix[i * columns + j]! * vector[j]!) / length;
      image[i] = sum;
      for (let j = 0; j < columns; j++) pulledBack[j]! += matrix[i * columns + j]! * sum;
    }
    const value = norm(image);
    if (Math.abs(value - previous) <= RELATIVE_CHANGE * value) return value;
    previous = value;
    vector = pulledBack;
  }
  return previous;
};
