// What stands in a teacher's way, and every way on: a clash, a late request, a question, a change of mind.
import assert from "node:assert/strict";
import { test } from "node:test";
import { albumOf } from "../album.mjs";
import { browserFor, windowOn } from "../browser.mjs";
import { signIn } from "../people.mjs";
import { Server } from "../server.mjs";
import { openForm, openFormWithoutMicroscopes, send, someLesson, turnWeeks } from "../week.mjs";

test("in the way, and ways on", async (journey) => {
  const server = await Server.demonstration(journey);
  const people = server.printed.people;
  const browser = await browserFor(journey);
  const album = await albumOf("clash-and-answers");
  const teacher = await (await windowOn(journey, browser, server)).newPage();
  const technician = await (await windowOn(journey, browser, server)).newPage();
  await signIn(teacher, people.teacher);
  await signIn(technician, people.technician);

  await journey.test("a clash says who has it, and one press takes a way out", async () => {
    await teacher.goto("/week");
    await turnWeeks(teacher, 1);
    await openFormWithoutMicroscopes(teacher);
    await album.picture(teacher, "no microscope is free");
    await teacher.locator(".send-bar").getByRole("button", { name: "Send" }).click();
    const clash = teacher.getByRole("alert").filter({ hasText: "Nothing was sent yet" });
    await clash.waitFor();
    await album.picture(teacher, "the clash");
    // Fifteen, the class that has them, its teacher, its room, and until when.
    assert.match(await clash.innerText(), /15 with \d+\w+.*, (Mr|Mrs|Ms|Mx|Dr) \w+, in .+ until .*\d\d:\d\d/);
    const ways = clash.getByRole("button");
    assert.ok((await ways.count()) > 0, "a clash never ends in a dead end");
    await ways.filter({ hasText: "Do it" }).first().click();
    await teacher.getByText("Sent, and accepted").waitFor();
    await album.picture(teacher, "sent for another lesson");
  });

  await journey.test("a late request gives its reason and is accepted from the inbox", async () => {
    await teacher.goto("/week");
    const lesson = await someLesson(teacher, -1);
    await openForm(teacher, lesson, "chromatography");
    await teacher.getByRole("group", { name: "After the deadline" }).waitFor();
    await teacher.getByLabel("What happened?").selectOption({ index: 1 });
    await teacher.getByLabel(/Anything to add/).fill("The book of week A was at home");
    await album.picture(teacher, "late with a reason");
    await send(teacher);
    await teacher.getByText("Sent, after the deadline. A technician will answer it.").waitFor();
    const sheet = new URL(teacher.url()).pathname;
    await album.picture(teacher, "sent late");

    await technician.goto("/board");
    await technician.getByRole("link", { name: "Open the inbox" }).click();
    const entry = technician.locator(".entry", { hasText: "The book of week A was at home" });
    await entry.waitFor();
    await album.picture(technician, "the inbox");
    await entry.getByRole("button", { name: "Accept" }).click();
    await technician.getByText("Accepted.", { exact: true }).waitFor();
    assert.equal(await entry.count(), 0, "what is answered leaves the inbox");
    await teacher.goto(sheet);
    await teacher.locator(".sheet-state").getByText("Accepted", { exact: true }).waitFor();
    assert.equal(await teacher.locator(".sheet-state").getByText("Late", { exact: true }).count(), 1, "late is said for good");
    await album.picture(teacher, "late and accepted");
  });

  await journey.test("a question and its answer", async () => {
    await teacher.goto("/week");
    await turnWeeks(teacher, 1);
    await openForm(teacher, await someLesson(teacher), "chromatography");
    await send(teacher);
    const sheet = new URL(teacher.url()).pathname;
    await technician.goto(sheet);
    await technician.getByLabel(/^Ask /).fill("Plain or coloured ink?");
    await technician.locator(".talk").getByRole("button", { name: "Ask" }).click();
    await technician.locator(".sheet-state").getByText("Queried", { exact: true }).waitFor();
    await album.picture(technician, "asked");
    await teacher.goto(sheet);
    await teacher.locator(".talk").getByText("Plain or coloured ink?").waitFor();
    await album.picture(teacher, "the question");
    await teacher.getByLabel("Your answer").fill("Coloured, please");
    await teacher.locator(".talk").getByRole("button", { name: "Answer" }).click();
    await teacher.locator(".talk").getByText("Coloured, please").waitFor();
    await technician.goto(sheet);
    await technician.locator(".talk").getByText("Coloured, please").waitFor();
    // Whoever asked looks at the answer before anything is done.
    await technician.locator(".sheet-state").getByText("Submitted", { exact: true }).waitFor();
    await album.picture(technician, "the answer");
    await technician.getByRole("button", { name: "Accept" }).click();
    await technician.locator(".sheet-state").getByText("Accepted", { exact: true }).waitFor();
  });

  await journey.test("withdrawn, and put back as it was", async () => {
    await teacher.goto("/week");
    await turnWeeks(teacher, 1);
    await openForm(teacher, await someLesson(teacher), "chromatography");
    await send(teacher);
    const sheet = new URL(teacher.url()).pathname;
    await teacher.getByRole("button", { name: "Withdraw" }).click();
    await teacher.getByText("Withdrawn.", { exact: true }).waitFor();
    await teacher.locator(".sheet-state").getByText("Withdrawn", { exact: true }).waitFor();
    await album.picture(teacher, "withdrawn");
    await teacher.getByRole("button", { name: "Undo" }).click();
    await teacher.locator(".sheet-state").getByText("Accepted", { exact: true }).waitFor();
    assert.equal(new URL(teacher.url()).pathname, sheet);
    await album.picture(teacher, "put back");
  });
});
