// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Set;

import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.core.balancing.Forecast;
import org.creativestudio.comfyui.workflow.Workflow;
import org.creativestudio.comfyui.workflow.Workflow.Format;
import org.creativestudio.comfyui.workflow.internal.forecast.Line;
import org.creativestudio.comfyui.workflow.internal.forecast.Lines;
import org.creativestudio.comfyui.workflow.internal.forecast.Profile;
import org.creativestudio.comfyui.workflow.internal.forecast.Profiles;
import org.creativestudio.comfyui.workflow.internal.forecast.RunHistory;
import org.creativestudio.comfyui.workflow.internal.forecast.RunRecord;
import org.creativestudio.comfyui.workflow.internal.forecast.RunTimes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.google.gson.JsonParser;

class ForecastTest {

	private static final Set<String> XL = Set.of("xl.safetensors");
	private static final Set<String> FLUX = Set.of("flux.safetensors");
	private static final Profile PORTRAIT = new Profile("portrait", XL);
	private static final Profile LANDSCAPE = new Profile("landscape", FLUX);

	private static Profile profile(Format format, String json) {
		return Profiles.of(new Workflow("test", format, JsonParser.parseString(json).getAsJsonObject(), null));
	}

	private static String api(String seed, String text, int steps, String model) {
		return """
				{"1":{"class_type":"CheckpointLoaderSimple","inputs":{"ckpt_name":"%s"}},
				"2":{"class_type":"CLIPTextEncode","inputs":{"text":"%s","clip":["1",1]}},
				"3":{"class_type":"KSampler","inputs":{"seed":%s,"steps":%d,"sampler_name":"euler","model":["1",0]}}}"""
				.formatted(model, text, seed, steps);
	}

	@Test
	void seedsAndTextsDoNotMakeAnotherProfile() {
		Profile one = profile(Format.API, api("1", "a cat", 20, "xl.safetensors"));
		assertThat(profile(Format.API, api("18446744073709551615", "a very long dog", 20, "xl.safetensors"))).isEqualTo(one);
		assertThat(profile(Format.API, api("1", "a cat", 40, "xl.safetensors")).signature()).isNotEqualTo(one.signature());
		assertThat(profile(Format.API, api("1", "a cat", 20, "Flux dev.SAFETENSORS")).models()).containsExactly("Flux dev.SAFETENSORS");
		assertThat(one.models()).isEqualTo(XL);
	}

	@Test
	void theEditorsSeedsAreKnownByWhatFollowsThem() {
		String graph = """
				{"nodes":[{"type":"KSampler","widgets_values":[%s,"randomize",20,8.0,"euler"]},
				{"type":"CheckpointLoaderSimple","widgets_values":["xl.safetensors"]}],"links":[]}""";
		Profile one = profile(Format.EDITOR, graph.formatted("5"));
		assertThat(profile(Format.EDITOR, graph.formatted("99999999999"))).isEqualTo(one);
		assertThat(one.models()).isEqualTo(XL);
		assertThat(profile(Format.EDITOR, "{\"nodes\":[7,{},{\"type\":[]}],\"links\":[]}").models()).isEmpty();
	}

	@Test
	void learnsHowFastInstancesAreFromOtherWork() {
		RunTimes times = new RunTimes();
		Profile plain = new Profile("plain", Set.of());
		for (int i = 0; i < 20; i++) {
			times.observe(plain, "fast", "4090", false, 2);
			times.observe(plain, "slow", "3060", false, 8);
		}
		Profile other = new Profile("other", Set.of());
		for (int i = 0; i < 20; i++)
			times.observe(other, "fast", "4090", false, 5);
		assertThat(times.run("other", "slow", "3060")).as("never seen there").isCloseTo(20, within(2.0));
		assertThat(times.run("other", "new", "3060")).as("a device of that kind").isCloseTo(20, within(2.0));
		assertThat(times.run("plain", "fast", "4090")).isCloseTo(2, within(0.1));
	}

	@Test
	void learnsWhatLoadingCosts() {
		RunTimes times = new RunTimes();
		for (int i = 0; i < 10; i++) {
			times.observe(PORTRAIT, "a", "gpu", false, 10);
			times.observe(PORTRAIT, "a", "gpu", true, 34);
		}
		assertThat(times.load(XL)).isCloseTo(24, within(2.0));
		assertThat(times.load(FLUX)).as("a model like others").isCloseTo(24, within(2.0));
		assertThat(times.load(Set.of())).isZero();
		assertThat(times.run("portrait", "a", "gpu")).isCloseTo(10, within(1.0));
		times.observe(PORTRAIT, "a", "gpu", false, Double.NaN);
		times.observe(PORTRAIT, "a", "gpu", false, 0);
		assertThat(times.run("portrait", "a", "gpu")).as("nonsense teaches nothing").isCloseTo(10, within(1.0));
	}

	private static RunTimes known() {
		RunTimes times = new RunTimes();
		for (String instance : List.of("a", "b"))
			for (int i = 0; i < 30; i++) {
				times.observe(PORTRAIT, instance, "gpu", false, 10);
				times.observe(LANDSCAPE, instance, "gpu", false, 10);
				times.observe(PORTRAIT, instance, "gpu", true, 30);
				times.observe(LANDSCAPE, instance, "gpu", true, 30);
			}
		return times;
	}

	@Test
	void anInstanceKeepsToItsModelsWhileSuchWorkWaitsButNotForEver() {
		List<Profile> waiting = List.of(LANDSCAPE, PORTRAIT, PORTRAIT, PORTRAIT);
		Lines lines = new Lines(known(), List.of(new Line("a", "gpu", 0, XL, 0)), waiting);
		Forecast forecast = lines.forecast(LANDSCAPE, "a");
		assertThat(forecast.before()).as("three portraits first").isCloseTo(30, within(3.0));
		assertThat(forecast.load()).isCloseTo(20, within(3.0));
		assertThat(lines.forecast(PORTRAIT, "a").startIn()).as("goes before it").isZero();
		Lines late = new Lines(known(), List.of(new Line("a", "gpu", 0, XL, 1000)), waiting);
		assertThat(late.forecast(LANDSCAPE, "a").before()).as("it had its time").isZero();
	}

	@Test
	void whatWasDecidedForEarlierWorkCountsForLaterWork() {
		Lines lines = new Lines(known(), List.of(new Line("a", "gpu", 4, XL, 0), new Line("b", "gpu", 0, Set.of(), 0)), List.of(PORTRAIT, PORTRAIT));
		assertThat(lines.forecast(PORTRAIT, "a").startIn()).isCloseTo(4, within(0.5));
		lines.waits(PORTRAIT, "a");
		assertThat(lines.forecast(PORTRAIT, "a").startIn()).isCloseTo(14, within(1.0));
		assertThat(lines.forecast(PORTRAIT, "b").load()).isCloseTo(20, within(2.0));
		lines.sent(PORTRAIT, "b");
		assertThat(lines.forecast(PORTRAIT, "b").load()).as("is loaded by then").isZero();
		assertThat(lines.forecast(PORTRAIT, "b").startIn()).isCloseTo(30, within(3.0));
		assertThat(lines.forecast(PORTRAIT, "unknown")).isEqualTo(Forecast.NONE);
	}

	@Test
	void theHistorySurvivesWhatAKilledProgramLeft(@TempDir Path directory) throws IOException {
		StudioHome home = new StudioHome(directory);
		RunHistory history = new RunHistory(home);
		assertThat(history.read()).isEmpty();
		RunRecord run = new RunRecord("K\u00fcche.json", PORTRAIT, "instance_001", "gpu", true, Instant.ofEpochMilli(1), Instant.ofEpochMilli(2000),
				Instant.ofEpochMilli(5500));
		history.append(run);
		Files.writeString(home.jobs().resolve("history.jsonl"), "{\"workflow\":\n\u0000\n[1]\n", StandardOpenOption.APPEND);
		history.append(run);
		assertThat(history.read()).containsExactly(run, run);
		assertThat(run.seconds()).isEqualTo(3.5);
	}
}
