// SPDX-License-Identifier: Apache-2.0
//! What is exported.

use super::*;
use substrate_prometheus_endpoint::prometheus::{Encoder, TextEncoder};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

fn text(metrics: &Metrics) -> String {
	let mut bytes = Vec::new();
	TextEncoder::new().encode(&metrics.registry.gather(), &mut bytes).unwrap();
	String::from_utf8(bytes).unwrap()
}

fn refused(code: u8) -> Result<(), ChainError> {
	Err(ChainError::Unauthorized { code })
}

#[test]
fn everything_is_there_at_zero_before_anything_happens() {
	let text = text(&Metrics::new().unwrap());
	for line in [
		"pouw_worker_tasks{stage=\"committed\"} 0",
		"pouw_worker_tasks_ended_total{outcome=\"paid\"} 0",
		"pouw_worker_tokens_paid_total 0",
		"pouw_worker_submissions_total{call=\"reveal\",outcome=\"failed\"} 0",
		"pouw_worker_jobs_total{outcome=\"done\"} 0",
		"pouw_worker_job_seconds_count 0",
		"pouw_worker_tickets_found_total{kind=\"useful\"} 0",
		"pouw_worker_tickets_submitted_total 0",
		"pouw_worker_tickets_accepted_total 0",
		"pouw_worker_tickets_stale_total 0",
		"pouw_worker_tickets_refused_total{reason=\"ceiling_reached\"} 0",
		"pouw_worker_macs_total 0",
		"pouw_worker_macs_per_second 0",
		"pouw_worker_rpc_failures_total 0",
		"pouw_worker_rpc_reconnects_total 0",
		"pouw_worker_blob_bytes_total{direction=\"written\"} 0",
		"pouw_worker_best_block 0",
		"pouw_worker_finalized_block 0",
		"pouw_worker_state_bytes 0",
		"pouw_worker_state_failures_total 0",
	] {
		assert!(text.lines().any(|found| found == line), "{line} is not in\n{text}");
	}
}

#[test]
fn every_metric_is_at_zero_has_a_help_line_and_is_in_the_documentation() {
	let documentation = include_str!("../../../../docs/operating-a-worker.md");
	let text = text(&Metrics::new().unwrap());
	let families: Vec<(&str, &str)> = text
		.lines()
		.filter_map(|line| line.strip_prefix("# TYPE pouw_worker_")?.split_once(' '))
		.collect();
	assert!(families.len() >= 20, "{text}");
	for (name, kind) in families {
		assert!(documentation.contains(&format!("`{name}`")), "{name} is not documented");
		assert_eq!(kind == "counter", name.ends_with("_total"), "{name} is a {kind}");
		let help = format!("# HELP pouw_worker_{name} ");
		let help = text.lines().find_map(|line| line.strip_prefix(&help)).unwrap();
		assert!(help.len() > 10, "{name}: {help}");
	}
	for line in text.lines().filter(|line| !line.starts_with('#')) {
		let wanted = if line.starts_with("pouw_worker_build_info{") { " 1" } else { " 0" };
		assert!(line.ends_with(wanted), "{line}");
	}
}

#[test]
fn tickets_are_counted_by_the_reason_of_their_refusal() {
	let metrics = Metrics::new().unwrap();
	metrics.ticket(Fate::Accepted, &Ok(()));
	metrics.ticket(Fate::NoMore, &refused(3));
	metrics.ticket(Fate::Refused, &refused(19));
	metrics.ticket(Fate::Refused, &refused(200));
	metrics.ticket(Fate::Again, &refused(0));
	let text = text(&metrics);
	for line in [
		"pouw_worker_tickets_submitted_total 5",
		"pouw_worker_tickets_accepted_total 1",
		"pouw_worker_tickets_refused_total{reason=\"ceiling_reached\"} 1",
		"pouw_worker_tickets_refused_total{reason=\"not_winning\"} 1",
		"pouw_worker_tickets_refused_total{reason=\"other\"} 1",
		"pouw_worker_tickets_refused_total{reason=\"window_not_open\"} 0",
	] {
		assert!(text.contains(line), "{line} is not in\n{text}");
	}
}

#[test]
fn mining_is_counted_by_what_was_added() {
	let metrics = Metrics::new().unwrap();
	metrics.mining(MiningStats { work: 100, found: 3, useful: 1, ..MiningStats::default() });
	metrics.mining(MiningStats { work: 150, found: 4, useful: 1, ..MiningStats::default() });
	let text = text(&metrics);
	assert!(text.contains("pouw_worker_macs_total 150"), "{text}");
	assert!(text.contains("pouw_worker_tickets_found_total{kind=\"baseline\"} 3"), "{text}");
	assert!(text.contains("pouw_worker_tickets_found_total{kind=\"useful\"} 1"), "{text}");
}

#[tokio::test]
async fn endpoint_serves_the_metrics_and_fails_when_its_port_is_taken() {
	let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
	let metrics = Metrics::new().unwrap();
	let server = tokio::spawn(metrics.clone().serve(free));
	let answer = loop {
		let Ok(mut connection) = tokio::net::TcpStream::connect(free).await else {
			tokio::time::sleep(Duration::from_millis(5)).await;
			continue;
		};
		let request = "GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
		connection.write_all(request.as_bytes()).await.unwrap();
		let mut answer = String::new();
		connection.read_to_string(&mut answer).await.unwrap();
		break answer;
	};
	assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
	assert!(answer.contains("pouw_worker_best_block 0"), "{answer}");
	let error = metrics.serve(free).await.unwrap_err();
	assert!(error.contains(&free.port().to_string()), "{error}");
	server.abort();
}
