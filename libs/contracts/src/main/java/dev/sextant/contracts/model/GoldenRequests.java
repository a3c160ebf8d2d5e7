package dev.sextant.contracts.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * Requests whose answers are known from training; a server must reproduce them before it is ready.
 *
 * @param relativeTolerance allowed relative difference of a number
 * @param absoluteTolerance allowed absolute difference of a number; either suffices
 * @param cases the requests, rows with missing values among them
 */
public record GoldenRequests(double relativeTolerance, double absoluteTolerance, List<Case> cases) {
  /**
   * One request.
   *
   * @param request body of an Open Inference Protocol {@code infer} call
   * @param outputs the {@code outputs} of the expected answer
   */
  public record Case(JsonNode request, JsonNode outputs) {}
}
